import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, day } from '../../../../kernel/clock.js';
import { emailAddress } from '../../../../kernel/email-address.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { Config } from '../../../../platform/config/config.js';
import { EmailTaken } from '../../domain/identity.errors.js';
import { OneTimeLink } from '../../domain/one-time-link.js';
import type { StaffRole } from '../../domain/roles.js';
import { User } from '../../domain/user.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { newToken } from '../links/tokens.js';

/** Makes a colleague without a password, and the link that sets it: once, within 24 hours. For the command line. */
@Injectable()
export class InviteStaff {
  constructor(
    private readonly em: EntityManager,
    private readonly users: UserRepository,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The link. A colleague who never set a password gets a new one. @throws InvalidInput, EmailTaken */
  @Transactional()
  async execute(command: {
    readonly name: string;
    readonly email: string;
    readonly role: StaffRole;
  }): Promise<string> {
    const { name, role: staffRole } = command;
    const email = emailAddress(command.email);
    await this.users.hold(`email:${email}`);
    const now = this.clock.now();
    const existing = await this.users.byEmail(email);
    if (existing && (existing.passwordHash !== null || existing.staffRole === null))
      throw EmailTaken.already();
    const user = existing ?? User.register({ name, email, passwordHash: null, staffRole, now });
    const { token, hash } = newToken();
    const purpose = 'password-reset';
    this.em.persist(user);
    this.em.persist(OneTimeLink.mint({ purpose, tokenHash: hash, userId: user.id, lifeMs: day, now }));
    await recordAudit(this.em, now, {
      action: 'identity.staff-invited',
      aboutUserId: user.id,
      details: { role: staffRole },
    });
    return `${this.config.publicUrl}/reset-password?token=${token}`;
  }
}
