import { Injectable } from '@nestjs/common';
import { folded } from '../signing-in/check-password.js';
import { GuessLimits, type Origin } from '../signing-in/guess-limits.js';
import { CommitRecovery } from './commit-recovery.js';
import { FindRecoverable } from './find-recoverable.js';
import { PasswordRules } from './password-rules.js';
import { Passwords } from './passwords.js';
import type { ResetEntry } from './request-password-reset.js';

/** Sets a new password with a recovery code, for whoever has no e-mail address (ruling C3). */
@Injectable()
export class RecoverWithCode {
  constructor(
    private readonly people: FindRecoverable,
    private readonly guesses: GuessLimits,
    private readonly rules: PasswordRules,
    private readonly passwords: Passwords,
    private readonly commit: CommitRecovery,
  ) {}

  /** @throws SignInRefused for an unknown account and for a wrong or used code alike. @throws PasswordRefused */
  async execute(command: {
    readonly who: ResetEntry;
    readonly code: string;
    readonly password: string;
    readonly origin: Origin;
  }): Promise<void> {
    const { who, code, password, origin } = command;
    const typed = 'login' in who ? folded(who.login) : who.serialNumber;
    // What was typed, not what is on file: the rules must not tell that an account exists.
    this.rules.check(password, [typed]);
    const userId = await this.people.execute(who);
    // A count of its own: wrong passwords of strangers must not close this way in.
    const account = `recover:${userId ?? typed}`;
    await this.guesses.spend(account, origin);
    const passwordHash = await this.passwords.hash(password);
    const done = await this.commit.execute({ userId, code, passwordHash });
    if (!done) throw await this.guesses.refuse(origin);
    for (const counted of [account, ...(userId ? [userId] : [])]) await this.guesses.forgive(counted, origin);
  }
}
