import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { foldedUsername } from '../../domain/username.js';
import { Passwords } from '../passwords/passwords.js';
import { GuessLimits, type Origin } from './guess-limits.js';

interface Credentials {
  readonly id: UserId;
  readonly passwordHash: string | null;
  readonly disabledAt: Date | null;
}

/** A user whose password was right; a second factor may still be due, which opening the session looks up. */
export interface PasswordHolder {
  readonly userId: UserId;
  /** As it was when the password matched; opening the session compares, because it may be replaced meanwhile. */
  readonly passwordHash: string | null;
}

const credentials = sql`
  select u.id, u.password_hash as "passwordHash", u.disabled_at as "disabledAt"
  from identity.user u`;

/** Checks a password: same answer and same work whether the user is unknown, disabled or the password wrong. */
@Injectable()
export class CheckPassword {
  constructor(
    private readonly database: ReadDatabase,
    private readonly passwords: Passwords,
    private readonly guesses: GuessLimits,
    private readonly audit: Audit,
  ) {}

  /**
   * @param query.login e-mail address or username as typed; or `userId` once serial number + UID named the user
   * @throws SignInRefused whatever the cause
   */
  async execute(query: {
    readonly who: { readonly login: string } | { readonly userId: string };
    readonly password: string;
    readonly origin: Origin;
  }): Promise<PasswordHolder> {
    const { who, password, origin } = query;
    const found = 'login' in who ? await this.byLogin(who.login) : await this.byId(who.userId);
    const account = found?.id ?? ('login' in who ? `login:${folded(who.login)}` : who.userId);
    await this.guesses.spendPassword(account, origin);
    const usable = found?.disabledAt === null ? found : null;
    const matches = await this.passwords.matches(password, usable?.passwordHash ?? null);
    if (!usable || !matches) {
      // One entry whoever is meant, so that its cost does not tell existing accounts from others (security.md A4).
      await this.audit.record({
        action: 'identity.password-refused',
        outcome: 'refused',
        aboutUserId: found?.id ?? null,
      });
      throw await this.guesses.refuse(origin);
    }
    await this.guesses.forgive(account, origin);
    return { userId: usable.id, passwordHash: usable.passwordHash };
  }

  private async byLogin(login: string): Promise<Credentials | null> {
    const condition = login.includes('@')
      ? sql`lower(email) = ${folded(login)}`
      : sql`lower(username collate "C") = ${folded(login)}`;
    return this.database.one<Credentials>(sql`${credentials} where ${condition}`);
  }

  private async byId(userId: string): Promise<Credentials | null> {
    return this.database.one<Credentials>(sql`${credentials} where u.id = ${userId}`);
  }
}

/** E-mail addresses are trimmed and compared without case (row S3.19), usernames folded in ASCII only. */
export function folded(login: string): string {
  const trimmed = login.trim();
  return trimmed.includes('@') ? trimmed.toLowerCase() : foldedUsername(trimmed);
}
