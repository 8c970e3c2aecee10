import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ReleaseKey } from '../domain/release-key.js';

/** Keys that sign releases. */
@Injectable()
export class ReleaseKeyRepository {
  constructor(private readonly em: EntityManager) {}

  /** The one that signs, or null before the first. */
  async current(): Promise<ReleaseKey | null> {
    return this.em.findOne(ReleaseKey, { retiredAt: null });
  }

  /** The newest first. */
  async all(): Promise<ReleaseKey[]> {
    return this.em.find(ReleaseKey, {}, { orderBy: { createdAt: 'desc', kid: 'asc' } });
  }

  /** Lets nobody else make or change keys until the transaction ends. */
  async lock(): Promise<void> {
    await this.em.execute("select pg_advisory_xact_lock(hashtext('downloads.release_key'))");
  }
}
