import { Injectable } from '@nestjs/common';
import { LinkNotUsable } from '../../domain/identity.errors.js';
import { ShowLink } from '../links/show-link.js';
import { GuessLimits, type Origin } from '../signing-in/guess-limits.js';
import { CommitPasswordReset } from './commit-password-reset.js';
import { PasswordRules } from './password-rules.js';
import { Passwords } from './passwords.js';

/** Sets a new password by the link from the mail; a normal sign-in follows, with the second factor (row S1.31). */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly links: ShowLink,
    private readonly rules: PasswordRules,
    private readonly passwords: Passwords,
    private readonly commit: CommitPasswordReset,
    private readonly guesses: GuessLimits,
  ) {}

  /** @throws LinkNotUsable, PasswordRefused */
  async execute(command: {
    readonly token: string;
    readonly password: string;
    readonly origin: Origin;
  }): Promise<void> {
    const { token, password, origin } = command;
    const link = await this.links.reset(token);
    if (!link) throw LinkNotUsable.of('reset');
    this.rules.check(password, [link.name, link.username, link.email]);
    await this.commit.execute({ token, passwordHash: await this.passwords.hash(password) });
    // Whoever forgot the password has guessed before; the new one must work at once.
    await this.guesses.forgive(link.userId, origin);
  }
}
