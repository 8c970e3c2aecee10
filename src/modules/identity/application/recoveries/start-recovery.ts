import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { emailAddress } from '../../../../kernel/email-address.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { AccountClosed, AlreadyDisabled, OwnAccount } from '../../domain/people.errors.js';
import { RecoveryOpen } from '../../domain/recovery.errors.js';
import { Recovery } from '../../domain/recovery.js';
import { RecoveryRepository } from '../../persistence/recovery.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { ensureMayManage } from '../people/disable-user.js';

export interface RecoveryRequest {
  readonly userId: string;
  readonly reason: string;
  readonly verifiedBy: string;
  readonly sendTo: string;
  readonly removesFactors: boolean;
}

/** The first agent vouches for a person who lost every way in (ruling C3); the owner is told at once. */
@Injectable()
export class StartRecovery {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly recoveries: RecoveryRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, OwnAccount, AccountClosed, AlreadyDisabled, RecoveryOpen. @throws InvalidInput naming `email` */
  @Transactional()
  async execute(actor: StaffActor, request: RecoveryRequest): Promise<string> {
    const { userId, ...facts } = request;
    if (userId === actor.userId) throw OwnAccount.refused();
    const sendTo = emailAddress(request.sendTo);
    const user = await this.users.byId(userId);
    ensureMayManage(actor, user);
    if (user.mergedInto !== null) throw AccountClosed.merged();
    if (user.disabledAt !== null) throw AlreadyDisabled.before();
    if (await this.recoveries.openOf(user.id)) throw RecoveryOpen.already();
    const now = this.clock.now();
    const recovery = Recovery.request({ ...facts, sendTo, userId: user.id, requestedBy: actor.userId, now });
    this.em.persist(recovery);
    await this.audit.record({
      action: 'identity.recovery-requested',
      aboutUserId: user.id,
      objectId: recovery.id,
      details: { removesFactors: recovery.removesFactors },
    });
    return recovery.id;
  }
}
