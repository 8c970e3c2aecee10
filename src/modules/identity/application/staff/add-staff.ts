import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import type { StaffRole } from '../../domain/roles.js';
import { PasswordRules } from '../passwords/password-rules.js';
import { Passwords } from '../passwords/passwords.js';
import { type NewPerson, RegisterUser } from '../people/register-user.js';

/** Adds an agent, manager or administrator with a known password; for seeds and the command line. */
@Injectable()
export class AddStaff {
  constructor(
    private readonly rules: PasswordRules,
    private readonly passwords: Passwords,
    private readonly register: RegisterUser,
  ) {}

  /** @throws PasswordRefused, InvalidInput, EmailTaken */
  async execute(command: NewPerson & { readonly role: StaffRole }): Promise<UserId> {
    const { role: staffRole, password, ...person } = command;
    this.rules.check(password, [person.name, person.email, person.username ?? null]);
    const passwordHash = await this.passwords.hash(password);
    return this.register.execute({ person, passwordHash, place: { staffRole } });
  }
}
