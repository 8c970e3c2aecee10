import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor, SystemActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { ReleaseRepository } from '../../persistence/release.repository.js';

/** Keeps a published release from everybody until it goes on. */
@Injectable()
export class HaltRelease {
  constructor(
    readonly em: EntityManager,
    private readonly releases: ReleaseRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws ReleaseStatusConflict when it is not published; NotFound */
  @Transactional()
  async execute(
    _actor: StaffActor | SystemActor,
    command: { readonly releaseId: string; readonly reason: string },
  ): Promise<void> {
    const release = await this.releases.locked(command.releaseId);
    const now = this.clock.now();
    release.halt(command.reason, now);
    const details = { percent: release.rolloutPercent };
    await recordAudit(this.em, now, { action: 'downloads.release-halted', objectId: release.id, details });
  }
}
