import pg from 'pg';
import { log } from '../logging/log.js';

const reconnectMs = 500;

/** One connection that listens to a channel for as long as the process runs; it comes back when it is lost. */
export class Listener {
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopped = true;

  constructor(
    private readonly databaseUrl: string,
    private readonly channel: 'latchkey_outbox',
    private readonly heard: () => void,
  ) {}

  async start(): Promise<void> {
    this.stopped = false;
    await this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: 'latchkey-relay',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    // A client without an error listener ends the process when the server goes away.
    client.on('error', (error) => log.warn({ err: error }, 'the relay lost its connection'));
    client.on('end', () => this.reconnect());
    client.on('notification', this.heard);
    try {
      await client.connect();
      await client.query(`listen ${this.channel}`);
      this.client = client;
      // What was announced while nobody listened.
      this.heard();
    } catch (error) {
      log.warn({ err: error }, 'the relay cannot listen');
      await client.end().catch(() => undefined);
      this.reconnect();
    }
  }

  private reconnect(): void {
    if (this.stopped) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), reconnectMs);
  }
}
