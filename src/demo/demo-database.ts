import pg from 'pg';
import { demoFactsSchema, type SeededFacts } from './demo-facts.js';
import type { EmbeddedPostgres } from './embedded-postgres.js';

const database = 'latchkey';
const seededFactsSchema = demoFactsSchema.omit({ baseUrl: true, mailboxUrl: true, storeWebhook: true });

/**
 * The demo's database. What was filled in lies beside the data it describes, so that one never outlives the other: a
 * first start that was cut off half-way is started over.
 */
export class DemoDatabase {
  constructor(private readonly postgres: EmbeddedPostgres) {}

  get url(): string {
    return this.postgres.url(database);
  }

  /**
   * Makes the database, anew when it was never filled to its end. Returns what an earlier start filled in.
   * @throws Error that says what to do when another version of the demo filled it
   */
  async open(): Promise<SeededFacts | null> {
    const known = (await this.exists()) ? await this.readFacts() : null;
    if (known) return known;
    await this.asAdmin(async (client) => {
      await client.query(`drop database if exists ${database} with (force)`);
      await client.query(`create database ${database}`);
    });
    return null;
  }

  /** Marks the database as filled to its end. */
  async keep(facts: SeededFacts): Promise<void> {
    await withClient(this.url, async (client) => {
      await client.query('create schema demo');
      await client.query('create table demo.seeded (facts jsonb not null)');
      await client.query('insert into demo.seeded (facts) values ($1)', [JSON.stringify(facts)]);
    });
  }

  private async exists(): Promise<boolean> {
    const found = await this.asAdmin((client) =>
      client.query('select 1 from pg_database where datname = $1', [database]),
    );
    return found.rowCount === 1;
  }

  private async readFacts(): Promise<SeededFacts | null> {
    return await withClient(this.url, async (client) => {
      const marked = await client.query<{ marked: boolean }>(
        "select to_regclass('demo.seeded') is not null as marked",
      );
      if (!marked.rows[0]?.marked) return null;
      const { rows } = await client.query<{ facts: unknown }>('select facts from demo.seeded');
      if (rows.length === 0) return null;
      const result = seededFactsSchema.safeParse(rows[0]?.facts);
      if (result.success) return result.data;
      throw new Error(
        'Its data was made by another version of the demo; choose another DATA_DIR, or delete this one.',
      );
    });
  }

  private asAdmin<T>(run: (client: pg.Client) => Promise<T>): Promise<T> {
    return withClient(this.postgres.url('postgres'), run);
  }
}

async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // Told by the query that fails; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
