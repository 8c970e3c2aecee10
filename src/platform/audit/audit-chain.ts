import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { second } from '../../kernel/clock.js';
import { Repeats } from '../queue/jobs.js';

const atOnce = 1_000;

/** Gives audit entries their place in a chain of hashes, where a removed, swapped or changed one shows. */
@Injectable()
export class AuditChain {
  constructor(readonly em: EntityManager) {}

  /** Seals what was written since, a thousand at a time; entries are open to tampering for this long. */
  @Repeats('platform.seal-audit', 10 * second)
  async seal(): Promise<void> {
    while ((await this.sealSome()) === atOnce);
  }

  /** Null when the chain holds; otherwise the sequence number of the first entry that does not fit. */
  @Transactional()
  async firstBroken(): Promise<number | null> {
    const [row] = await this.em.execute<{ broken: string | null }[]>(
      'select platform.verify_audit() as broken',
    );
    return row?.broken === null || row === undefined ? null : Number(row.broken);
  }

  @Transactional()
  private async sealSome(): Promise<number> {
    const [row] = await this.em.execute<{ sealed: number }[]>('select platform.seal_audit(?) as sealed', [
      atOnce,
    ]);
    return row?.sealed ?? 0;
  }
}
