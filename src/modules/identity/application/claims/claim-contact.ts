import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { Recipient } from '../../../../platform/ports/audience.js';
import { Orders } from '../../../orders/index.js';

/** Who on file can vouch for the claim of a license (ruling C2): the buyer of its order, otherwise an owner. */
@Injectable()
export class ClaimContact {
  constructor(
    private readonly orders: Orders,
    private readonly database: ReadDatabase,
  ) {}

  async of(about: { orderId: string | null; organizationId: OrganizationId }): Promise<Recipient | null> {
    const buyer = about.orderId === null ? null : await this.orders.buyerOf(about.orderId);
    if (buyer?.email) {
      const { name, email, locale } = buyer;
      return { userId: null, name, email, locale, timeZone: 'UTC' };
    }
    return this.database.one<Recipient>(sql`
      select u.id as "userId", u.name, u.email, coalesce(u.locale, 'en') as locale, u.time_zone as "timeZone"
      from identity.membership m join identity.user u on u.id = m.user_id
      where m.organization_id = ${about.organizationId} and m.role = 'owner' and m.removed_at is null
        and u.email is not null and u.disabled_at is null
      order by m.joined_at, m.id limit 1`);
  }
}
