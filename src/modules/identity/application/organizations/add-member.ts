import { Injectable } from '@nestjs/common';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import type { MemberRole } from '../../domain/roles.js';
import { PasswordRules } from '../passwords/password-rules.js';
import { Passwords } from '../passwords/passwords.js';
import { type NewPerson, RegisterUser } from '../people/register-user.js';

/** Adds a new user with a known password and a proved address to an organization; for seeds and the command line. */
@Injectable()
export class AddMember {
  constructor(
    private readonly rules: PasswordRules,
    private readonly passwords: Passwords,
    private readonly register: RegisterUser,
  ) {}

  /** @throws PasswordRefused, InvalidInput, EmailTaken */
  async execute(
    command: NewPerson & { readonly organizationId: OrganizationId; readonly role: MemberRole },
  ): Promise<UserId> {
    const { organizationId, role, password, ...person } = command;
    this.rules.check(password, [person.name, person.email, person.username ?? null]);
    const passwordHash = await this.passwords.hash(password);
    return this.register.execute({ person, passwordHash, place: { organizationId, role } });
  }
}
