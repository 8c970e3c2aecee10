import { setTimeout as wait } from 'node:timers/promises';

/** Reads a stream of events as `EventSource` does, and keeps what came. */
export class EventReader {
  readonly events: string[] = [];
  /** Everything that came, as it came. */
  text = '';
  isOver = false;

  private constructor(
    readonly response: Response,
    private readonly abort: AbortController,
  ) {
    void this.read();
  }

  /** Opens it and waits for its first event; a refusal is over at once. */
  static async open(url: string, cookie: string): Promise<EventReader> {
    const abort = new AbortController();
    const headers = { accept: 'text/event-stream', cookie };
    const response = await fetch(url, { headers, signal: abort.signal, redirect: 'manual' });
    const reader = new EventReader(response, abort);
    if (response.status === 200) await reader.until(() => reader.events.length > 0);
    return reader;
  }

  /** Waits for the next event of the name after those that came already. */
  async next(name: string): Promise<void> {
    const before = this.events.length;
    await this.until(() => this.events.slice(before).includes(name));
  }

  async ends(): Promise<void> {
    await this.until(() => this.isOver);
  }

  close(): void {
    this.abort.abort();
  }

  private async until(holds: () => boolean): Promise<void> {
    const deadline = Date.now() + 5_000;
    while (!holds()) {
      if (Date.now() > deadline) throw new Error(`The stream did not say it. It said: ${this.text}`);
      await wait(10);
    }
  }

  private async read(): Promise<void> {
    try {
      const decoder = new TextDecoder();
      for await (const piece of this.response.body ?? []) {
        this.text += decoder.decode(piece, { stream: true });
        const named = [...this.text.matchAll(/^event: (.+)\ndata: .*\n\n/gm)];
        this.events.splice(0, this.events.length, ...named.map(([, name = '']) => name));
      }
    } catch {
      // Cut off, by us or by the portal.
    }
    this.isOver = true;
  }
}
