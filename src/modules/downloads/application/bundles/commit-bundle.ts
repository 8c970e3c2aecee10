import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { Bundle, type BundleFailure, type BundleId } from '../../domain/bundle.js';

/** Writes down how far a bundle is, and what came of it. */
@Injectable()
export class CommitBundle {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** @returns whether somebody still wants it */
  @Transactional()
  async ready(id: string, file: { readonly sizeBytes: number; readonly sha256: string }): Promise<boolean> {
    const bundle = await this.locked(id);
    const now = this.clock.now();
    if (!bundle || bundle.expiresAt <= now) return false;
    bundle.finish(file, now);
    return true;
  }

  @Transactional()
  async failed(id: string, failure: BundleFailure): Promise<void> {
    (await this.locked(id))?.fail(failure);
  }

  @Transactional()
  async progress(id: string, doneBytes: number, totalBytes: number): Promise<void> {
    await this.em.execute('update downloads.bundle set done_bytes = ?, total_bytes = ? where id = ?', [
      doneBytes,
      totalBytes,
      id,
    ]);
  }

  private async locked(id: string): Promise<Bundle | null> {
    return this.em.findOne(Bundle, { id: id as BundleId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }
}
