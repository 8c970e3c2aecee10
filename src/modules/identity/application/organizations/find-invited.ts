import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { InvitationWay } from '../../domain/invitation.js';

/** An invitation as its mail tells it. */
export interface Invited {
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly organizationName: string;
  /** Null when the portal itself invites. */
  readonly invitedBy: string | null;
  readonly message: string | null;
  readonly way: InvitationWay;
}

/** The pending invitation, or null when it is accepted, revoked or expired by now. */
@Injectable()
export class FindInvited {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** A link for whoever has an account: a temporary password must not stand beside theirs. */
  execute(invitationId: string): Promise<Invited | null> {
    return this.database.one<Invited>(sql`
      select i.email, i.name, coalesce(i.locale, 'en') as locale, o.name as "organizationName",
        u.name as "invitedBy", i.message,
        case when exists (select 1 from identity.user a where lower(a.email) = lower(i.email)) then 'link'
          else i.way end as way
      from identity.invitation i join identity.organization o on o.id = i.organization_id
        left join identity.user u on u.id = i.invited_by
      where i.id = ${invitationId} and i.status = 'pending' and i.expires_at > ${this.clock.now()}`);
  }
}
