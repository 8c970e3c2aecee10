import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type KeyPurpose, ReleaseKey } from '../domain/release-key.js';

/** Keys that sign releases. */
@Injectable()
export class ReleaseKeyRepository {
  constructor(private readonly em: EntityManager) {}

  /** The one that signs for the purpose, or null before the first. */
  async current(purpose: KeyPurpose): Promise<ReleaseKey | null> {
    return this.em.findOne(ReleaseKey, { purpose, retiredAt: null });
  }

  /** The newest first. */
  async all(): Promise<ReleaseKey[]> {
    return this.em.find(ReleaseKey, {}, { orderBy: { createdAt: 'desc', purpose: 'asc', kid: 'asc' } });
  }

  /** Lets nobody else make or change keys until the transaction ends. */
  async lock(): Promise<void> {
    await this.em.execute("select pg_advisory_xact_lock(hashtext('downloads.release_key'))");
  }
}
