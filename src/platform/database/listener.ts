import pg from 'pg';
import { log } from '../logging/log.js';

const reconnectMs = 500;

export interface Listening {
  readonly databaseUrl: string;
  readonly channel: 'latchkey_outbox' | 'latchkey_jobs' | 'latchkey_live';
  /** How the database's own lists call the connection. */
  readonly name: string;
  /** Told what was announced; null: the connection is new, and what came before may have been missed. */
  readonly heard: (payload: string | null) => void;
}

/** One connection that listens to a channel for as long as the process runs; it comes back when it is lost. */
export class Listener {
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopped = true;

  constructor(private readonly about: Listening) {}

  /** False while what is announced does not arrive. */
  get listens(): boolean {
    return this.client !== null;
  }

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
    const { databaseUrl, channel, name, heard } = this.about;
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: name,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    // A client without an error listener ends the process when the server goes away.
    client.on('error', (error) => log.warn({ err: error, name }, 'a listener lost its connection'));
    client.on('end', () => this.reconnect());
    client.on('notification', ({ payload = '' }) => heard(payload));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      this.client = client;
      heard(null);
    } catch (error) {
      log.warn({ err: error, name }, 'a listener cannot listen');
      await client.end().catch(() => undefined);
      this.reconnect();
    }
  }

  private reconnect(): void {
    this.client = null;
    if (this.stopped) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), reconnectMs);
  }
}
