import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { ReleaseRepository } from '../../persistence/release.repository.js';

export interface ReleaseWords {
  readonly title: string;
  readonly notesMarkdown: string;
  readonly breakingChanges: string;
}

/** Corrects the words of a release, also of one that customers see. */
@Injectable()
export class DescribeRelease {
  constructor(
    readonly em: EntityManager,
    private readonly releases: ReleaseRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @param command.revision the one that the editor read
   * @returns the new revision
   * @throws ReleaseChangedMeanwhile when another revision is stored by now; ReleaseStatusConflict once withdrawn
   * @throws NotFound
   */
  @Transactional()
  async execute(
    _actor: StaffActor,
    command: { readonly releaseId: string; readonly revision: number; readonly words: ReleaseWords },
  ): Promise<number> {
    const release = await this.releases.lockedAt(command.releaseId, command.revision);
    release.describe(command.words);
    await this.em.flush();
    const details = { productId: release.productId, status: release.status };
    const entry = { action: 'downloads.release-described', objectId: release.id, details };
    await recordAudit(this.em, this.clock.now(), entry);
    return release.revision;
  }
}
