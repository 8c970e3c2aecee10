import { EntityManager, LoadStrategy, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import { ReleaseChangedMeanwhile, VersionTaken } from '../domain/release.errors.js';
import { Release } from '../domain/release.js';
import type { ReleaseId } from '../domain/release-facts.js';
import type { Version } from '../domain/version.js';

/** Releases for commands, with their files. */
@Injectable()
export class ReleaseRepository {
  constructor(private readonly em: EntityManager) {}

  /** The release with its files, held until the transaction ends, so that two changes follow each other. @throws NotFound */
  async locked(id: string): Promise<Release> {
    const release = await this.em.findOne(
      Release,
      { id: id as ReleaseId },
      { populate: ['artifacts'], strategy: LoadStrategy.SELECT_IN, lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!release) throw NotFound.of('release');
    return release;
  }

  /** The same, if it is still as an editor read it. @throws NotFound, ReleaseChangedMeanwhile */
  async lockedAt(id: string, revision: number): Promise<Release> {
    const release = await this.locked(id);
    if (release.revision !== revision) throw ReleaseChangedMeanwhile.to(release.revision);
    return release;
  }

  /**
   * Holds the version of the product for the rest of the transaction, so that of two drafts at once one is refused
   * with a reason instead of by the unique index. @throws VersionTaken
   */
  async reserve(productId: string, version: Version): Promise<void> {
    const lock = `downloads.release ${productId} ${version}`;
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [lock]);
    const taken = await this.em.count(Release, { productId, version: version.toString() });
    if (taken > 0) throw VersionTaken.of(version.toString());
  }
}
