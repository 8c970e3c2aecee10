import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { emailAddress } from '../../../../kernel/email-address.js';
import type { UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { EmailTaken } from '../../domain/identity.errors.js';
import type { StaffRole } from '../../domain/roles.js';
import { User } from '../../domain/user.js';
import { UserRepository } from '../../persistence/user.repository.js';

/** Invites a colleague by mail. Whoever was invited and never came gets a new link, with the role of now. */
@Injectable()
export class InviteColleague {
  constructor(
    readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput naming `email`. @throws EmailTaken when the address belongs to an account in use */
  @Transactional()
  async execute(command: {
    readonly name: string;
    readonly email: string;
    readonly role: StaffRole;
  }): Promise<UserId> {
    const { name, role } = command;
    const email = emailAddress(command.email);
    await this.users.hold(`email:${email}`);
    const now = this.clock.now();
    const existing = await this.users.byEmail(email);
    if (existing && !existing.isInvitedStaff) throw EmailTaken.already();
    const user = existing ?? User.register({ name, email, passwordHash: null, staffRole: role, now });
    user.inviteToStaff({ role, now });
    this.em.persist(user);
    await this.audit.record({
      action: 'identity.staff-invited',
      aboutUserId: user.id,
      objectId: user.id,
      details: { role },
    });
    return user.id;
  }
}
