import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { ReleaseRepository } from '../../persistence/release.repository.js';

/** Lets feeds offer a published release to more or fewer installations. */
@Injectable()
export class RollOutRelease {
  constructor(
    readonly em: EntityManager,
    private readonly releases: ReleaseRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws ReleaseStatusConflict when it is not published; InvalidInput; NotFound */
  @Transactional()
  async execute(
    _actor: StaffActor,
    command: { readonly releaseId: string; readonly percent: number },
  ): Promise<void> {
    const release = await this.releases.locked(command.releaseId);
    const now = this.clock.now();
    release.rollOut(command.percent, now);
    const details = { percent: command.percent };
    await recordAudit(this.em, now, { action: 'downloads.rollout-changed', objectId: release.id, details });
  }
}
