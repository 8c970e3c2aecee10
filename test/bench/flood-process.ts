import { setPriority } from 'node:os';
import { newNetwork } from './guess-probes.js';
import { people } from './sign-in-people.js';

/** What to send, from `process.argv[2]` as JSON. */
export interface FloodOrder {
  readonly url: string;
  readonly connections: number;
  readonly password: string;
  /** The status of an answer that counts; 429 is let pass. */
  readonly expected: number;
}

/** What the process says when it ends. */
export interface FloodReport {
  readonly answered: number;
  readonly wrong: string | null;
}

/*
 * Signs in on many connections, each with the next request when the last one is answered, until a message comes. A
 * process of its own, of low priority: an attacker has a machine of their own, and must not slow the one that measures.
 */
const order: FloodOrder = JSON.parse(process.argv[2] ?? '');
let running = true;
let answered = 0;
let next = 0;
let wrong: string | null = null;

async function connection(): Promise<void> {
  while (running) {
    next += 1;
    const login = `person_${(next % people) + 1}`;
    const answer = await fetch(`${order.url}/api/v1/sign-in/password`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': newNetwork() },
      body: JSON.stringify({ login, password: order.password }),
    });
    await answer.arrayBuffer();
    if (answer.status === order.expected) answered += 1;
    else if (answer.status !== 429) wrong = `a sign-in answered ${answer.status}`;
  }
}

setPriority(19);
process.once('message', () => {
  running = false;
});
const connections = Array.from({ length: order.connections }, connection);
process.send?.('begun');
await Promise.all(connections).catch((error: unknown) => {
  wrong = String(error);
});
const report: FloodReport = { answered, wrong };
process.send?.(report, () => process.disconnect());
