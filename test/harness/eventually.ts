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

/** The rows, once there are so many: what is written after an answer has ended comes a moment later. */
export async function rowsOnce<Row>(read: () => Promise<Row[]>, count = 1): Promise<Row[]> {
  let rows: Row[] = [];
  await eventually(`${count} rows`, async () => {
    rows = await read();
    return rows.length >= count;
  });
  return rows;
}
