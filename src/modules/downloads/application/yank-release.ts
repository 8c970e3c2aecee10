import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor, SystemActor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { recordAudit } from '../../../platform/audit/audit.js';
import { ReleaseRepository } from '../persistence/release.repository.js';

/** Withdraws a published release; its files are refused from the next request on. */
@Injectable()
export class YankRelease {
  constructor(
    readonly em: EntityManager,
    private readonly releases: ReleaseRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws ReleaseStatusConflict when it is not published; NotFound */
  @Transactional()
  async execute(
    _actor: StaffActor | SystemActor,
    { releaseId, reason }: { readonly releaseId: string; readonly reason: string },
  ): Promise<void> {
    const release = await this.releases.locked(releaseId);
    const now = this.clock.now();
    release.yank(reason, now);
    const details = { productId: release.productId };
    await recordAudit(this.em, now, { action: 'downloads.release-yanked', objectId: release.id, details });
  }
}
