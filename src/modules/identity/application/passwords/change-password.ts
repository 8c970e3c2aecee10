import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { CurrentPasswordWrong, SignInRefused } from '../../domain/identity.errors.js';
import { CheckPassword } from '../signing-in/check-password.js';
import type { Origin } from '../signing-in/guess-limits.js';
import { CommitPassword } from './commit-password.js';
import { PasswordRules } from './password-rules.js';
import { Passwords } from './passwords.js';

/** Replaces the password of somebody signed in, who gives the current one; other sessions end (row S1.19). */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: ReadDatabase,
    private readonly check: CheckPassword,
    private readonly rules: PasswordRules,
    private readonly passwords: Passwords,
    private readonly commit: CommitPassword,
  ) {}

  /** @throws CurrentPasswordWrong, PasswordRefused */
  async execute(
    actor: SignedIn,
    command: { readonly currentPassword: string; readonly newPassword: string; readonly origin: Origin },
  ): Promise<void> {
    const { currentPassword, newPassword, origin } = command;
    this.rules.check(newPassword, await this.wordsOf(actor), 'newPassword');
    await this.proveCurrent(actor, currentPassword, origin);
    await this.commit.execute(actor, await this.passwords.hash(newPassword));
  }

  private async proveCurrent(actor: SignedIn, password: string, origin: Origin): Promise<void> {
    try {
      await this.check.execute({ who: { userId: actor.userId }, password, origin });
    } catch (error) {
      throw error instanceof SignInRefused ? CurrentPasswordWrong.typed('currentPassword') : error;
    }
  }

  private async wordsOf(actor: SignedIn): Promise<(string | null)[]> {
    const row = await this.database.one<{ username: string | null }>(
      sql`select username from identity.user where id = ${actor.userId}`,
    );
    const organization = actor.kind === 'customer' ? actor.organizationName : null;
    return [actor.name, actor.email, row?.username ?? null, organization];
  }
}
