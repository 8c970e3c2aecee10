import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../clients/typescript/src/index.js';

/** What the server saw of a request. */
export interface Seen {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: string;
}

/** A server that answers whatever a test wants, and remembers what it was asked. */
export class BrokenPortal {
  readonly seen: Seen[] = [];
  answer: RequestListener = (_request, response) => response.end();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<BrokenPortal> {
    const server = createServer();
    const portal = new BrokenPortal(server);
    server.on('request', async (request, response) => {
      const { url: path = '', headers } = request;
      portal.seen.push({ path, key: headers['idempotency-key'] as string, body: await textOf(request) });
      portal.answer(request, response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return portal;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

/** A clock that tests set; waiting takes no time, but is remembered, and is seen by what measures time. */
export class StillClock implements Clock {
  readonly waits: number[] = [];
  at = new Date('2026-11-26T09:00:00.000Z');
  private passed = 0;

  now = (): Date => this.at;
  elapsedMs = (): number => this.passed;
  random = (): number => 0.5;

  wait = async (ms: number): Promise<void> => {
    this.waits.push(ms);
    this.passed += ms;
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
