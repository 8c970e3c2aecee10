import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor, SystemActor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { recordAudit } from '../../../platform/audit/audit.js';
import { ReleaseRepository } from '../persistence/release.repository.js';

/** The second half of publishing: the signed draft becomes visible. */
@Injectable()
export class CommitPublication {
  constructor(
    readonly em: EntityManager,
    private readonly releases: ReleaseRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @param command `publishedAt`: when it was published before the portal knew it; now when left out;
   *   `percent`: to how many of a hundred installations feeds offer it at first, all when left out
   * @throws ReleaseStatusConflict, NothingToPublish, UnsignedFiles, InvalidInput, NotFound
   */
  @Transactional()
  async execute(
    _actor: StaffActor | SystemActor,
    command: { readonly releaseId: string; readonly publishedAt?: Date; readonly percent?: number },
  ): Promise<void> {
    const release = await this.releases.locked(command.releaseId);
    const now = this.clock.now();
    release.publish(command.publishedAt ?? now, now);
    const { percent = 100 } = command;
    if (percent !== 100) release.rollOut(percent, now);
    const details = { productId: release.productId, percent };
    await recordAudit(this.em, now, { action: 'downloads.release-published', objectId: release.id, details });
  }
}
