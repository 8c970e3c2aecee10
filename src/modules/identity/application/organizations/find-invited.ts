import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** An invitation as its mail tells it. */
export interface Invited {
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly organizationName: string;
  readonly username: string | null;
}

/** The pending invitation, or null when it is accepted or revoked by now. */
@Injectable()
export class FindInvited {
  constructor(private readonly database: ReadDatabase) {}

  execute(invitationId: string): Promise<Invited | null> {
    return this.database.one<Invited>(sql`
      select i.email, i.name, coalesce(i.locale, 'en') as locale, o.name as "organizationName",
        u.username
      from identity.invitation i join identity.organization o on o.id = i.organization_id
        left join identity.user u on lower(u.email) = lower(i.email)
      where i.id = ${invitationId} and i.status = 'pending'`);
  }
}
