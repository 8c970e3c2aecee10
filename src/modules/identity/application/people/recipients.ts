import { Injectable } from '@nestjs/common';
import type { CustomerPermission, StaffPermission } from '../../../../kernel/actor.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Audience, type Recipient } from '../../../../platform/ports/audience.js';
import type { OptionalMailKind } from '../../../../platform/ports/mail-kinds.js';
import { rolesWith, staffRolesWith } from '../../domain/roles.js';

const recipient = sql`
  select u.id as "userId", u.name, u.email, coalesce(u.locale, 'en') as locale, u.time_zone as "timeZone"
  from identity.user u`;

/** Who may know, as proved addresses. */
@Injectable()
export class Recipients extends Audience {
  constructor(private readonly database: ReadDatabase) {
    super();
  }

  members(organizationId: OrganizationId, permission: CustomerPermission): Promise<Recipient[]> {
    return this.database.many<Recipient>(sql`${recipient}
      join identity.membership m on m.user_id = u.id and m.removed_at is null
      where m.organization_id = ${organizationId}
        and (m.role = any(${rolesWith(permission)}::text[]) or ${permission}::text = any(m.granted))
        and not ${permission}::text = any(m.withheld)
        and u.email is not null and u.disabled_at is null
      order by m.joined_at, u.id`);
  }

  user(userId: UserId): Promise<Recipient | null> {
    return this.database.one<Recipient>(sql`${recipient}
      where u.id = ${userId} and u.email is not null and u.disabled_at is null`);
  }

  staff(permission: StaffPermission): Promise<Recipient[]> {
    return this.database.many<Recipient>(sql`${recipient}
      where u.staff_role = any(${staffRolesWith(permission)}::text[])
        and u.email is not null and u.disabled_at is null
      order by u.created_at, u.id`);
  }

  async willing(recipients: readonly Recipient[], kind: OptionalMailKind): Promise<Recipient[]> {
    const ids = recipients.flatMap(({ userId }) => userId ?? []);
    const rows = await this.database.many<{ id: UserId }>(sql`
      select id from identity.user where id = any(${ids}::uuid[]) and ${kind} = any(muted_mails)`);
    const muted = new Set<UserId | null>(rows.map(({ id }) => id));
    return recipients.filter(({ userId }) => !muted.has(userId));
  }
}
