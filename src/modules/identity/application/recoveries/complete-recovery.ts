import { Injectable } from '@nestjs/common';
import { LinkNotUsable } from '../../domain/identity.errors.js';
import { PasswordRules } from '../passwords/password-rules.js';
import { Passwords } from '../passwords/passwords.js';
import { CommitCompletedRecovery } from './commit-completed-recovery.js';
import { ShowRecovery } from './show-recovery.js';

/** Sets a new password by the link that two agents approved; a normal sign-in follows. */
@Injectable()
export class CompleteRecovery {
  constructor(
    private readonly show: ShowRecovery,
    private readonly rules: PasswordRules,
    private readonly passwords: Passwords,
    private readonly commit: CommitCompletedRecovery,
  ) {}

  /** @throws LinkNotUsable, PasswordRefused */
  async execute(command: { readonly token: string; readonly password: string }): Promise<void> {
    const { token, password } = command;
    const link = await this.show.byLink('recovery', token);
    if (!link) throw LinkNotUsable.of('reset');
    this.rules.check(password, [link.name, link.username, link.email]);
    await this.commit.execute({ token, passwordHash: await this.passwords.hash(password) });
  }
}
