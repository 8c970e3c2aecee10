import type { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type pg from 'pg';
import { hour } from '../../../kernel/clock.js';
import { Config } from '../../config/config.js';
import { POOL } from '../../database/database.module.js';
import { log } from '../../logging/log.js';
import { IdempotencyKeyReused } from './idempotency.errors.js';
import { SealedText } from './sealed-text.js';

/** An answer as it is replayed. `body` is the handler's result; undefined for none. */
export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly body: unknown;
}

interface Row {
  readonly request_hash: string;
  readonly status: number;
  readonly location: string | null;
  readonly sealed_body: string | null;
}

/** The keys of the last 24 hours with their answers. */
@Injectable()
export class IdempotencyKeys implements OnModuleInit, OnApplicationShutdown {
  private readonly sealedText: SealedText;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    config: Config,
  ) {
    this.sealedText = new SealedText(config.appSecret, 'idempotency');
  }

  /**
   * Takes the key for this transaction. A twin waits here until the first one commits (then it is refused the key)
   * or rolls back (then it gets it); the wait ends with lock_timeout.
   */
  async take(em: EntityManager, keyHash: string, requestHash: string): Promise<boolean> {
    const rows = await em.execute<object[]>(
      `insert into platform.idempotency as old (key_hash, request_hash) values (?, ?)
       on conflict (key_hash) do update
         set request_hash = excluded.request_hash, status = null, location = null, sealed_body = null, created_at = now()
         where old.created_at < now() - interval '24 hours'
       returning 1`,
      [keyHash, requestHash],
    );
    return rows.length > 0;
  }

  /** The answer that was stored under the key. @throws IdempotencyKeyReused when it answered another request */
  async answer(em: EntityManager, keyHash: string, requestHash: string): Promise<Answer> {
    const [row] = await em.execute<Row[]>(
      'select request_hash, status, location, sealed_body from platform.idempotency where key_hash = ?',
      [keyHash],
    );
    if (row?.request_hash !== requestHash) throw IdempotencyKeyReused.once();
    const body =
      row.sealed_body === null ? undefined : JSON.parse(this.sealedText.open(row.sealed_body, keyHash));
    return { status: row.status, location: row.location, body };
  }

  /** Stores the answer in the transaction of its effect. */
  async keep(em: EntityManager, keyHash: string, answer: Answer): Promise<void> {
    const text = answer.body === undefined ? undefined : JSON.stringify(answer.body);
    const sealed = text === undefined ? null : this.sealedText.seal(text, keyHash);
    await em.execute(
      'update platform.idempotency set status = ?, location = ?, sealed_body = ? where key_hash = ?',
      [answer.status, answer.location, sealed, keyHash],
    );
  }

  /** Forgets keys older than 24 hours; returns how many. */
  async purge(): Promise<number> {
    const result = await this.pool.query(
      `delete from platform.idempotency where created_at < now() - interval '24 hours'`,
    );
    return result.rowCount ?? 0;
  }

  onModuleInit(): void {
    const purge = () =>
      this.purge().catch((error) => log.warn({ err: error }, 'old idempotency keys stay for now'));
    this.timer = setInterval(purge, hour).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
