import { Readable } from 'node:stream';

/** Far above what a reader who reads ever has waiting: events are a line each. */
const mostWaitingBytes = 16_384;

/** The answer that does not end: events for one reader, as `EventSource` reads them. @see WHATWG HTML 9.2 */
export class EventStream {
  readonly readable = new Readable({ read: () => undefined });
  private ended = false;

  /** @param retryMs after which the browser comes back when the stream ends */
  constructor(retryMs: number) {
    this.write(`retry: ${retryMs}\n\n`);
  }

  /** @param data a word or a number: a line break would begin another event */
  send(event: string, data: string): void {
    this.write(`event: ${event}\ndata: ${data}\n\n`);
  }

  /** Keeps proxies from closing what is silent, and shows us who is gone. */
  beat(): void {
    this.write(': \n\n');
  }

  end(): void {
    if (!this.isOver) this.readable.push(null);
    this.ended = true;
  }

  get isOver(): boolean {
    return this.ended || this.readable.destroyed;
  }

  onClose(run: () => void): void {
    if (this.readable.closed) run();
    else this.readable.once('close', run);
  }

  // Whoever does not read is cut, before what waits for them grows.
  private write(text: string): void {
    if (this.isOver) return;
    this.readable.push(text);
    if (this.readable.readableLength > mostWaitingBytes) this.readable.destroy();
  }
}
