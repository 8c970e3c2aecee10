import { setTimeout as wait } from 'node:timers/promises';

/** Looks every 20 ms until it holds. @throws Error after `withinMs` */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 15_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It never happened within ${withinMs} ms: ${what}`);
    await wait(20);
  }
}
