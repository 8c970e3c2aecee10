import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { LinkNotUsable } from '../../domain/identity.errors.js';
import type { Recovery } from '../../domain/recovery.js';
import { tokenHash } from '../../domain/secrets.js';
import { OneTimeLinkRepository } from '../../persistence/one-time-link.repository.js';
import { RecoveryRepository } from '../../persistence/recovery.repository.js';

/** The rightful owner stops a recovery: from any session, or by the link of the notice. */
@Injectable()
export class StopRecovery {
  constructor(
    readonly em: EntityManager,
    private readonly recoveries: RecoveryRepository,
    private readonly links: OneTimeLinkRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when none of the actor's own is open */
  @Transactional()
  async execute(actor: SignedIn): Promise<void> {
    const recovery = await this.recoveries.openOf(actor.userId);
    if (!recovery) throw NotFound.of('recovery');
    await this.stop(recovery, actor.userId);
  }

  /** @throws LinkNotUsable also when the recovery is over */
  @Transactional()
  async byLink(token: string): Promise<void> {
    const now = this.clock.now();
    const link = await this.links.usable('recovery-stop', tokenHash(token), now);
    if (!link?.aboutId) throw LinkNotUsable.of('confirmation');
    const recovery = await this.recoveries.byId(link.aboutId);
    if (!recovery.isOpen) throw LinkNotUsable.of('confirmation');
    link.use(now);
    await this.stop(recovery, null);
  }

  private async stop(recovery: Recovery, by: UserId | null): Promise<void> {
    recovery.close('stopped', by, this.clock.now());
    await this.audit.record({
      action: 'identity.recovery-stopped',
      aboutUserId: recovery.userId,
      objectId: recovery.id,
    });
  }
}
