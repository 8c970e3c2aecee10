import { hashSync, verifySync } from '@node-rs/argon2';

// Runs in threads of its own, see passwords.ts. Node strips the types when the sources run as they are.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hash(password: string): string {
  return hashSync(password, cost);
}

export function verify(of: { readonly password: string; readonly passwordHash: string }): boolean {
  return verifySync(of.passwordHash, of.password);
}
