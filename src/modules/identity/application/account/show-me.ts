import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Unauthenticated } from '../../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** The person who asks, as the API answers and the account page shows. */
export interface Me {
  readonly id: string;
  readonly name: string;
  readonly username: string | null;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly organization: { readonly id: string; readonly name: string } | null;
  readonly role: string;
  readonly permissions: readonly string[];
  readonly provisional: boolean;
  readonly locale: string | null;
  readonly timeZone: string;
  readonly phone: string | null;
  readonly company: string | null;
  readonly postalAddress: string | null;
  readonly staff: boolean;
}

/** What only the account page shows. */
export interface AccountFacts {
  /** Waits for its proof. */
  readonly pendingEmail: string | null;
  readonly secondFactorSince: Date | null;
  readonly passkeys: number;
  readonly recoveryCodesLeft: number;
  readonly passwordChangedAt: Date | null;
}

type Told = Pick<Me, 'username' | 'phone' | 'company' | 'postalAddress'>;

@Injectable()
export class ShowMe {
  constructor(private readonly database: ReadDatabase) {}

  async execute(actor: SignedIn): Promise<{ readonly me: Me; readonly account: AccountFacts }> {
    const row = await this.database.one<Told & AccountFacts>(sql`
      select u.username, u.phone, u.company, u.postal_address as "postalAddress", u.pending_email as "pendingEmail", u.totp_since as "secondFactorSince",
        u.password_changed_at as "passwordChangedAt",
        (select count(*) from identity.passkey p where p.user_id = u.id) as passkeys,
        (select count(*) from identity.recovery_code c
          where c.user_id = u.id and c.used_at is null) as "recoveryCodesLeft"
      from identity.user u where u.id = ${actor.userId}`);
    if (!row) throw new Unauthenticated('Sign in to continue.');
    const { username, phone, company, postalAddress, ...account } = row;
    return { me: { ...meOf(actor), username, phone, company, postalAddress }, account };
  }
}

function meOf(actor: SignedIn): Omit<Me, keyof Told> {
  const provisional = actor.kind === 'customer' && actor.provisional;
  const organization =
    actor.kind === 'customer' && !provisional
      ? { id: actor.organizationId, name: actor.organizationName }
      : null;
  return {
    id: actor.userId,
    name: actor.name,
    email: actor.email,
    // An address is kept beside the pending one only once it is proved (ruling C4).
    emailVerified: actor.email !== null,
    organization,
    role: actor.role,
    permissions: [...actor.permissions].sort(),
    provisional,
    locale: actor.locale,
    timeZone: actor.timeZone,
    staff: actor.kind === 'staff',
  };
}
