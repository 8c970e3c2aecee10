import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Config } from '../config/config.js';
import { CommitFollower } from '../database/commit-follower.js';
import { POOL } from '../database/database.module.js';
import { Queues } from '../queue/queues.js';
import type { WorkerPart } from '../queue/worker-runtime.js';
import { EventRetries, eventJobs, eventOf, type OutboxRow } from './event-jobs.js';
import { eventsPublished } from './event-metrics.js';
import { SubscriberRegistry } from './subscriber-registry.js';

const batchSize = 200;

/**
 * Hands committed events to the queue, one job per subscriber. Any number may run. A crash between queue and commit adds the same jobs again; the inbox drops what is consumed twice.
 */
@Injectable()
export class Relay implements WorkerPart {
  readonly name = 'relay';
  private readonly follower: CommitFollower;

  constructor(
    config: Config,
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly queues: Queues,
    private readonly registry: SubscriberRegistry,
    private readonly retries: EventRetries,
  ) {
    this.follower = new CommitFollower({
      databaseUrl: config.databaseUrl,
      channel: 'latchkey_outbox',
      name: 'latchkey-relay',
      work: async () => (await this.publishBatch()) === batchSize,
    });
  }

  /** @throws Error when a subscriber is declared wrongly. */
  async start(): Promise<void> {
    this.registry.discover();
    await this.follower.start();
  }

  async stop(): Promise<void> {
    await this.follower.stop();
  }

  /** How many events wait to be handed over. */
  async waiting(): Promise<number> {
    const text = 'select count(*)::int as count from platform.outbox where published_at is null';
    const { rows } = await this.pool.query<{ count: number }>(text);
    return rows[0]?.count ?? 0;
  }

  private async publishBatch(): Promise<number> {
    const client = await this.pool.connect();
    let broken = false;
    try {
      await client.query('begin');
      const published = await this.publish(client);
      await client.query('commit');
      return published;
    } catch (error) {
      await client.query('rollback').catch(() => {
        broken = true;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  private async publish(client: pg.PoolClient): Promise<number> {
    const { rows } = await client.query<OutboxRow>({
      name: 'relay-unpublished',
      text: `select id, name, version, occurred_at, payload from platform.outbox
        where published_at is null order by sequence limit $1 for update skip locked`,
      values: [batchSize],
    });
    if (rows.length === 0) return 0;
    const deliveries = rows.map((row) => ({ event: eventOf(row), names: this.registry.namesFor(row) }));
    const jobs = deliveries.flatMap(({ event, names }) => eventJobs(event, names, this.retries.attempts));
    await this.queues.addBulk('events', jobs);
    // Arrays of unlike lengths do not travel as text[][], so the names of one event travel as one text.
    const named = deliveries.map(({ names }) => names.join(' '));
    await client.query({
      name: 'relay-published',
      text: `update platform.outbox o set published_at = now(), subscribers = string_to_array(p.names, ' '),
          check_after = case when p.names = '' then null else now() + interval '30 seconds' end
        from unnest($1::uuid[], $2::text[]) as p (id, names) where o.id = p.id`,
      values: [rows.map((row) => row.id), named],
    });
    eventsPublished.inc(rows.length);
    return rows.length;
  }
}
