import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { ReleaseRepository } from '../../persistence/release.repository.js';

/** The first half of deleting: nothing names the files any more, whose storage keys come out. */
@Injectable()
export class ForgetDraft {
  constructor(
    readonly em: EntityManager,
    private readonly releases: ReleaseRepository,
    private readonly clock: Clock,
  ) {}

  /** The whole draft. @throws ReleaseStatusConflict once published; NotFound */
  @Transactional()
  async release(_actor: StaffActor, releaseId: string): Promise<readonly string[]> {
    const release = await this.releases.locked(releaseId);
    const files = release.discard();
    const details = { productId: release.productId, files: files.length };
    const entry = { action: 'downloads.draft-deleted', objectId: release.id, details };
    await recordAudit(this.em, this.clock.now(), entry);
    for (const file of files) this.em.remove(file);
    this.em.remove(release);
    return files.map(({ storageKey }) => storageKey);
  }

  /** One file of it. @throws ReleaseStatusConflict once published; NotFound */
  @Transactional()
  async file(
    _actor: StaffActor,
    { releaseId, artifactId }: { readonly releaseId: string; readonly artifactId: string },
  ): Promise<string> {
    const release = await this.releases.locked(releaseId);
    const file = release.detach(artifactId);
    if (!file) throw NotFound.of('file');
    const details = { artifactId };
    const entry = { action: 'downloads.file-removed', objectId: release.id, details };
    await recordAudit(this.em, this.clock.now(), entry);
    this.em.remove(file);
    return file.storageKey;
  }
}
