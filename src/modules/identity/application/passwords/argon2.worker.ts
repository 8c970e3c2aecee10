import { hashSync, verifySync } from '@node-rs/argon2';

// Runs in threads of its own, see passwords.ts. Node strips the types when the sources run as they are.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// Nobody changes it or wakes its waiters, so waiting for it is sleeping.
const never = new Int32Array(new SharedArrayBuffer(4));
let restUntil = 0;

export function hash(password: string): string {
  return hashSync(password, cost);
}

/** After a wrong password the thread rests for as long as the check took: a flood of guesses gets half of its core. */
export function verify(of: { readonly password: string; readonly passwordHash: string }): boolean {
  Atomics.wait(never, 0, 0, Math.max(0, restUntil - performance.now()));
  const since = performance.now();
  const matches = verifySync(of.passwordHash, of.password);
  const now = performance.now();
  restUntil = matches ? 0 : now + (now - since);
  return matches;
}
