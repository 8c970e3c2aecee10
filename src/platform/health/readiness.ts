import { EntityManager } from '@mikro-orm/postgresql';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { POOL } from '../database/database.module.js';
import { log } from '../logging/log.js';
import { Queues } from '../queue/queues.js';
import { within } from '../queue/within.js';

/** Each part that a process needs, and whether it answers. */
export interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<'database' | 'migrations' | 'queue', 'ok' | 'failed'>>;
}

const patienceMs = 2_000;

/** Looks whether this process can do its work. Reasons go to the log only: they may name hosts. */
@Injectable()
export class ReadinessCheck {
  private migrated = false;

  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly em: EntityManager,
    private readonly queues: Queues,
  ) {}

  async run(): Promise<Readiness> {
    const [database, migrations, queue] = await Promise.all([
      this.check('database', async () => void (await this.pool.query('select 1'))),
      this.check('migrations', () => this.checkMigrations()),
      this.check('queue', async () => void (await this.queues.counts())),
    ]);
    const parts = { database, migrations, queue };
    return { ready: Object.values(parts).every((part) => part === 'ok'), parts };
  }

  private async checkMigrations(): Promise<void> {
    if (this.migrated) return;
    const known = Object.values(this.em.config.get('migrations').migrationsList ?? []).length;
    const { rows } = await this.pool.query<{ count: number }>(
      'select count(*)::int as count from platform.migration',
    );
    if ((rows[0]?.count ?? 0) < known) throw new Error('Migrations are missing; run `latchkey migrate`.');
    this.migrated = true;
  }

  private async check(part: string, probe: () => Promise<void>): Promise<'ok' | 'failed'> {
    try {
      await within(patienceMs, probe(), `${part} does not answer.`);
      return 'ok';
    } catch (error) {
      log.warn({ err: error, part }, 'a part is not ready');
      return 'failed';
    }
  }
}
