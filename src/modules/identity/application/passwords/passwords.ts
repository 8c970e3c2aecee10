import { availableParallelism, platform } from 'node:os';
import { extname } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import { TooManyAttempts } from '../../../../kernel/errors.js';

// One core stays for everybody else; a hash keeps a core busy, so that more at once would not be faster either.
export const hashesAtOnce = Math.max(1, Math.min(2, availableParallelism() - 1));
const waitingAtMost = 200;

// Whatever else the machine has to do goes first. Elsewhere than on Linux it would slow down the whole process.
const niceIncrement = platform() === 'linux' ? 10 : 0;
const workerFile = new URL(`./argon2.worker${extname(import.meta.url)}`, import.meta.url).href;

// Checked when there is no user, so that absent and wrong take the same time. No password has this hash's.
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$bGF0Y2hrZXktbm9ib2R5cw$u0YbNPdHgDdVnnnq+rYvJbSxXCvJc1MGO5i8yWQaTdU';

/**
 * argon2id in threads of low priority, at most two hashes at a time per process and a core less than there are: a flood
 * of sign-ins leaves the machine to everybody else. Whoever would wait behind 200 others is told to come back.
 */
@Injectable()
export class Passwords implements OnApplicationShutdown {
  private pool: Piscina | null = null;

  /** @throws TooManyAttempts when too many wait */
  async hash(password: string): Promise<string> {
    return this.run('hash', password);
  }

  /** False when there is no hash, after as much work. @throws TooManyAttempts when too many wait */
  async matches(password: string, passwordHash: string | null): Promise<boolean> {
    const matched = await this.run<boolean>('verify', {
      password,
      passwordHash: passwordHash ?? nobodysHash,
    });
    return matched && passwordHash !== null;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.destroy();
  }

  private async run<Result>(name: 'hash' | 'verify', task: unknown): Promise<Result> {
    // The first password starts the threads: commands and the worker process have none to check.
    this.pool ??= new Piscina({
      filename: workerFile,
      minThreads: 1,
      maxThreads: hashesAtOnce,
      niceIncrement,
    });
    if (this.pool.queueSize >= waitingAtMost) throw TooManyAttempts.retryIn(5);
    return this.pool.run(task, { name }) as Promise<Result>;
  }
}
