import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { TooManyAttempts } from '../../../../kernel/errors.js';

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// One core stays for everybody else; a hash keeps a core busy, so that more at once would not be faster either.
export const hashesAtOnce = Math.max(1, Math.min(2, availableParallelism() - 1));
const waitingAtMost = 200;

// Checked when there is no user, so that absent and wrong take the same time. No password has this hash's.
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$bGF0Y2hrZXktbm9ib2R5cw$u0YbNPdHgDdVnnnq+rYvJbSxXCvJc1MGO5i8yWQaTdU';

/**
 * argon2id, at most two hashes at a time per process, and a core less than there are: a flood of sign-ins leaves one to
 * everybody else. Whoever
 * would wait behind 200 others is told to come back.
 */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @throws TooManyAttempts when too many wait */
  async hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, cost));
  }

  /** False when there is no hash, after as much work. @throws TooManyAttempts when too many wait */
  async matches(password: string, passwordHash: string | null): Promise<boolean> {
    return this.inTurn(async () => {
      const matched = await verify(passwordHash ?? nobodysHash, password);
      return matched && passwordHash !== null;
    });
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    await this.turn();
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    if (this.running >= hashesAtOnce) {
      if (this.waiting.length >= waitingAtMost) throw TooManyAttempts.retryIn(5);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.running += 1;
  }
}
