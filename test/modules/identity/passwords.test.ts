import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** The nice values of this process's threads. @see man 5 proc, field 19 of stat */
const niceValues = (): number[] =>
  readdirSync(threads).flatMap((thread) => {
    try {
      const stat = readFileSync(`${threads}/${thread}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
    } catch {
      // It ended in this moment.
      return [];
    }
  });

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
      const before = niceValues().filter((nice) => nice >= 10).length;
      const hashing = Promise.all(Array.from({ length: 20 }, () => passwords.hash('Quartz-Lantern-58!')));
      let most = 0;
      let done = false;
      void hashing.then(() => {
        done = true;
      });
      while (!done) {
        most = Math.max(most, niceValues().filter((nice) => nice >= 10).length - before);
        await wait(2);
      }
      expect(most).toBeGreaterThan(0);
      expect(most).toBeLessThanOrEqual(hashesAtOnce);
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
