import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface PlainAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * GET over one kept connection with as little of a client as possible: fetch and autocannon cost more than the answer
 * that is measured, and autocannon knows whole milliseconds only.
 */
export class PlainClient {
  private received: Buffer[] = [];
  private expected = Number.POSITIVE_INFINITY;
  private length = 0;
  private done: (answer: Buffer) => void = () => undefined;
  private fail: (error: Error) => void = () => undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly request: string,
  ) {
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.on('close', () => this.fail(new Error('The server closed the connection.')));
    socket.on('error', (error) => this.fail(error));
  }

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<PlainClient> {
    const { hostname, port, host, pathname, search } = new URL(url);
    const socket = connect(Number(port), hostname).setNoDelay(true);
    await once(socket, 'connect');
    const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    return new PlainClient(socket, `GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
  }

  async get(): Promise<PlainAnswer> {
    this.received = [];
    this.length = 0;
    this.expected = Number.POSITIVE_INFINITY;
    const answer = new Promise<Buffer>((resolve, reject) => {
      this.done = resolve;
      this.fail = reject;
    });
    this.socket.write(this.request);
    const text = (await answer).toString('utf8');
    return { status: Number(text.slice(9, 12)), body: text.slice(text.indexOf('\r\n\r\n') + 4) };
  }

  close(): void {
    this.fail = () => undefined;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received.push(chunk);
    this.length += chunk.length;
    if (this.expected === Number.POSITIVE_INFINITY) this.measureHead();
    if (this.length >= this.expected) this.done(Buffer.concat(this.received));
  }

  private measureHead(): void {
    const head = Buffer.concat(this.received);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const size = /\r\ncontent-length: (\d+)/i.exec(head.toString('latin1', 0, end))?.[1];
    if (size === undefined)
      this.fail(new Error('The answer has no Content-Length; this client reads no chunks.'));
    else this.expected = end + 4 + Number(size);
  }
}
