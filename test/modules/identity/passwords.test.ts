import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TooManyAttempts } from '../../../src/kernel/errors.js';
import { hashesAtOnce, Passwords } from '../../../src/modules/identity/application/passwords/passwords.js';

let passwords: Passwords;
beforeEach(() => {
  passwords = new Passwords();
});
afterEach(() => passwords.onApplicationShutdown());

const threads = '/proc/self/task';

interface Thread {
  readonly nice: number;
  readonly cpuMs: number;
}

/** This process's threads that let others go first. @see man 5 proc, fields 14, 15 and 19 of stat */
const hashingThreads = (): Thread[] =>
  readdirSync(threads).flatMap((thread) => {
    try {
      const stat = readFileSync(`${threads}/${thread}/stat`, 'utf8');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const [nice = 0, user = 0, kernel = 0] = [fields[16], fields[11], fields[12]];
      return nice >= getPriority() + 10 ? [{ nice, cpuMs: (user + kernel) * 10 }] : [];
    } catch {
      // It ended in this moment.
      return [];
    }
  });

const cpuMs = (): number => hashingThreads().reduce((sum, thread) => sum + thread.cpuMs, 0);

describe('passwords', () => {
  it('A10 are kept as argon2id with 19 MiB, two passes and one lane', async () => {
    const hash = await passwords.hash('Quartz-Lantern-58!');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.matches('Quartz-Lantern-58!', hash)).toBe(true);
    expect(await passwords.matches('Quartz-Lantern-59!', hash)).toBe(false);
    expect(await passwords.matches('Quartz-Lantern-58!', null)).toBe(false);
  });

  (existsSync(threads) ? it : it.skip)(
    'A10 are hashed in few threads, which let everything else go first',
    async () => {
      const before = hashingThreads().length;
      const hashing = Promise.all(Array.from({ length: 20 }, () => passwords.hash('Quartz-Lantern-58!')));
      let most = 0;
      let done = false;
      void hashing.then(() => {
        done = true;
      });
      while (!done) {
        most = Math.max(most, hashingThreads().length - before);
        await wait(2);
      }
      expect(most).toBeGreaterThan(0);
      expect(most).toBeLessThanOrEqual(hashesAtOnce);
    },
  );

  (existsSync(threads) ? it : it.skip)(
    'A10 that are wrong take half of a core at most, however many wait',
    async () => {
      await passwords.matches('Wrong-Guess-1?', null);
      const [since, before] = [performance.now(), cpuMs()];
      await Promise.all(Array.from({ length: 30 }, () => passwords.matches('Wrong-Guess-1?', null)));
      const share = (cpuMs() - before) / (performance.now() - since);
      // The clock of /proc ticks every 10 ms.
      expect(share / hashesAtOnce).toBeLessThan(0.6);
    },
  );

  it('A10 of whoever would wait behind 200 others are not hashed at all', async () => {
    const outcomes: unknown[] = [];
    const asked = Array.from({ length: 260 }, () =>
      passwords.matches('Wrong-Guess-1?', null).catch((error: unknown) => outcomes.push(error)),
    );
    await wait(0);
    const refused = outcomes.filter((outcome) => outcome instanceof TooManyAttempts);
    expect(refused.length).toBeGreaterThanOrEqual(60 - hashesAtOnce);
    expect(refused.length).toBeLessThanOrEqual(60);
    expect(refused[0]).toMatchObject({ kind: 'limited', facts: { retryAfterSeconds: 5 } });
    await passwords.onApplicationShutdown();
    await Promise.all(asked);
  });
});
