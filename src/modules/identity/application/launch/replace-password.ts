import { Injectable } from '@nestjs/common';
import { PasswordRules } from '../passwords/password-rules.js';
import { Passwords } from '../passwords/passwords.js';
import { SignInTickets, type TicketAt } from '../signing-in/sign-in-tickets.js';
import { CommitReplacement } from './commit-replacement.js';
import { FindPerson } from './find-person.js';

/** Sets a new password after a launch, in place of a forgotten one (ruling C3). */
@Injectable()
export class ReplacePassword {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly people: FindPerson,
    private readonly rules: PasswordRules,
    private readonly passwords: Passwords,
    private readonly commit: CommitReplacement,
  ) {}

  /** @throws SignInStepOver, PasswordRefused */
  async execute(command: {
    readonly ticket: string;
    readonly password: string;
  }): Promise<TicketAt<'new-password'>> {
    const { ticket: token, password } = command;
    const { userId } = await this.tickets.read(token, 'new-password');
    this.rules.check(password, await this.people.wordsOf(userId));
    return this.commit.execute({ token, passwordHash: await this.passwords.hash(password) });
  }
}
