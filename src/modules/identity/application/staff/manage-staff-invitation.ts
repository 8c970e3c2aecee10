import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { Audit } from '../../../../platform/audit/audit.js';
import type { User } from '../../domain/user.js';
import { AccountAccess } from '../people/account-access.js';

/** Sends a colleague's invitation again, or takes it back. */
@Injectable()
export class ManageStaffInvitation {
  constructor(
    readonly em: EntityManager,
    private readonly access: AccountAccess,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The newest link voids the older ones. @throws NotFound once the colleague has set a password */
  @Transactional()
  async resend(userId: string): Promise<void> {
    const user = await this.invited(userId);
    if (user.staffRole === null) throw NotFound.of('invitation');
    user.inviteToStaff({ role: user.staffRole, now: this.clock.now() });
    const action = 'identity.staff-invitation-resent';
    await this.audit.record({ action, aboutUserId: user.id, objectId: user.id });
  }

  /** The link that was mailed is void, and no new one is sent. @throws NotFound as above. @throws AlreadyDisabled */
  @Transactional()
  async revoke(actor: StaffActor, userId: string): Promise<void> {
    const user = await this.invited(userId);
    const now = this.clock.now();
    user.disable({ reason: '', by: actor.userId, now });
    await this.access.end(user.id, now);
    const action = 'identity.staff-invitation-revoked';
    await this.audit.record({ action, aboutUserId: user.id, objectId: user.id });
  }

  private async invited(userId: string): Promise<User> {
    const user = await this.access.ofUser(userId);
    if (!user.isInvitedStaff) throw NotFound.of('invitation');
    return user;
  }
}
