import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Audit } from '../../../../platform/audit/audit.js';
import type { Recovery } from '../../domain/recovery.js';
import { RecoveryRepository } from '../../persistence/recovery.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { ensureMayManage } from '../people/disable-user.js';

/** What agents decide about a recovery that one of them started. */
@Injectable()
export class DecideRecovery {
  constructor(
    readonly em: EntityManager,
    private readonly recoveries: RecoveryRepository,
    private readonly users: UserRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** A second agent vouches, too. @throws NotFound, SecondAgentNeeded, RecoveryStatusConflict */
  @Transactional()
  async approve(actor: StaffActor, id: string): Promise<void> {
    const recovery = await this.manageable(actor, id);
    recovery.approve(actor.userId, this.clock.now());
    await this.record('identity.recovery-approved', recovery);
  }

  /** Any agent takes it back. @throws NotFound, RecoveryStatusConflict */
  @Transactional()
  async withdraw(actor: StaffActor, id: string): Promise<void> {
    const recovery = await this.manageable(actor, id);
    recovery.close('withdrawn', actor.userId, this.clock.now());
    await this.record('identity.recovery-withdrawn', recovery);
  }

  private async manageable(actor: StaffActor, id: string): Promise<Recovery> {
    const recovery = await this.recoveries.byId(id);
    ensureMayManage(actor, await this.users.byId(recovery.userId));
    return recovery;
  }

  private record(action: string, recovery: Recovery): Promise<void> {
    return this.audit.record({ action, aboutUserId: recovery.userId, objectId: recovery.id });
  }
}
