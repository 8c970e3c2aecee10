import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { MemberRole } from '../../domain/roles.js';
import { tokenHash } from '../../domain/secrets.js';

/** Who a reset link is for. */
export interface ResetLink {
  readonly userId: UserId;
  readonly name: string;
  readonly username: string | null;
  readonly email: string | null;
}

/** What an invitation's link says. `userId` when the address has an account already. */
export interface InvitationLink {
  readonly invitationId: string;
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly userId: UserId | null;
}

/** Looks at links from mails without using them up (ruling C9). Null: expired, used, replaced, or not one of ours. */
@Injectable()
export class ShowLink {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  reset(token: string): Promise<ResetLink | null> {
    return this.database.one<ResetLink>(sql`
      select u.id as "userId", u.name, u.username, u.email
      from identity.one_time_link l join identity.user u on u.id = l.user_id
      where l.purpose = 'password-reset' and ${this.usable(token)}`);
  }

  invitation(token: string): Promise<InvitationLink | null> {
    return this.database.one<InvitationLink>(sql`
      select i.id as "invitationId", i.organization_id as "organizationId", o.name as "organizationName",
        i.name, i.email, i.role, u.id as "userId"
      from identity.one_time_link l
        join identity.invitation i on i.id = l.about_id and i.status = 'pending'
          and coalesce(l.subject ->> 'email', i.email) = i.email
        join identity.organization o on o.id = i.organization_id
        left join identity.user u on lower(u.email) = lower(i.email)
      where l.purpose = 'invitation' and ${this.usable(token)}`);
  }

  async emailProof(token: string): Promise<{ readonly email: string } | null> {
    return this.database.one<{ email: string }>(sql`
      select l.subject ->> 'email' as email from identity.one_time_link l
      where l.purpose = 'email-proof' and ${this.usable(token)}`);
  }

  async isNotMe(token: string): Promise<boolean> {
    const link = await this.database.one(sql`
      select 1 from identity.one_time_link l where l.purpose = 'not-me' and ${this.usable(token)}`);
    return link !== null;
  }

  private usable(token: string) {
    return sql`l.token_hash = ${tokenHash(token)} and l.used_at is null and l.voided_at is null
      and l.expires_at > ${this.clock.now()}`;
  }
}
