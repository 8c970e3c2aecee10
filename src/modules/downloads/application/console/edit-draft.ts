import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { Version } from '../../domain/version.js';
import { ReleaseRepository } from '../../persistence/release.repository.js';
import type { ReleaseDraft } from '../draft-release.js';

/** Changes what a draft says; its product stays. */
@Injectable()
export class EditDraft {
  constructor(
    readonly em: EntityManager,
    private readonly releases: ReleaseRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @param command.revision the one that the editor read
   * @returns the new revision
   * @throws InvalidInput for a text that is no version; VersionTaken; NotFound
   * @throws ReleaseChangedMeanwhile when another revision is stored by now; ReleaseStatusConflict once published
   */
  @Transactional()
  async execute(
    _actor: StaffActor,
    command: {
      readonly releaseId: string;
      readonly revision: number;
      readonly draft: Omit<Required<ReleaseDraft>, 'productId'>;
    },
  ): Promise<number> {
    const { releaseId, revision, draft } = command;
    const version = Version.parse(draft.version);
    const minimumVersion = draft.minimumVersion
      ? Version.parse(draft.minimumVersion, 'minimumVersion')
      : null;
    const release = await this.releases.lockedAt(releaseId, revision);
    if (release.version !== version.toString()) await this.releases.reserve(release.productId, version);
    release.edit({ ...draft, version, minimumVersion });
    await this.em.flush();
    const details = { productId: release.productId };
    const entry = { action: 'downloads.release-edited', objectId: release.id, details };
    await recordAudit(this.em, this.clock.now(), entry);
    return release.revision;
  }
}
