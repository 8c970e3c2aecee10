import { freePort } from '../../src/demo/embedded-postgres.js';

// Below the range from which systems take ports for outgoing connections and for `listen(0)`: a port that was free a
// moment ago stays free. Every worker of every run counts through a range of its own.
const width = 500;
const run = process.ppid * 7 + Number(process.env.JEST_WORKER_ID ?? 1);
const first = 10_000 + (run % 40) * width;
let taken = 0;

/** A port of 127.0.0.1 that nobody else in the test run takes. */
export async function nextPort(): Promise<number> {
  for (let tries = 0; tries < width; tries += 1) {
    const port = first + (taken++ % width);
    if (await freePort(port).catch(() => 0)) return port;
  }
  throw new Error(`The ports ${first} to ${first + width - 1} are all taken.`);
}
