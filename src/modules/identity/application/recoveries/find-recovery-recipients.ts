import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { Recipient } from '../../../../platform/ports/audience.js';
import { ClaimContact } from '../claims/claim-contact.js';

/** Whom mails about a recovery go to. */
@Injectable()
export class FindRecoveryRecipients {
  constructor(
    private readonly database: ReadDatabase,
    private readonly contacts: ClaimContact,
  ) {}

  /** Every proved address of the owner, and the contact of the purchase of a license that the owner holds. */
  async toBeTold(recoveryId: string): Promise<Recipient[]> {
    const owner = await this.database.one<Recipient>(sql`
      select u.id as "userId", u.name, u.email, coalesce(u.locale, 'en') as locale, u.time_zone as "timeZone"
      from identity.recovery r join identity.user u on u.id = r.user_id
      where r.id = ${recoveryId} and r.status in ('requested', 'approved') and u.email is not null`);
    const held = await this.database.many<{ orderId: string | null; organizationId: OrganizationId }>(sql`
      select k.order_id as "orderId", k.organization_id as "organizationId"
      from identity.recovery r join identity.key_holder k on k.user_id = r.user_id
      where r.id = ${recoveryId} and r.status in ('requested', 'approved') limit 5`);
    const contacts = await Promise.all(held.map((place) => this.contacts.of(place)));
    const all = [owner, ...contacts].filter((recipient) => recipient !== null);
    return [...new Map(all.map((recipient) => [recipient.email.toLowerCase(), recipient])).values()];
  }

  /** The address that the agents entered, while the recovery is approved. */
  async toBeLetIn(recoveryId: string): Promise<Recipient[]> {
    return this.database.many<Recipient>(sql`
      select u.id as "userId", u.name, r.send_to as email, coalesce(u.locale, 'en') as locale,
        u.time_zone as "timeZone"
      from identity.recovery r join identity.user u on u.id = r.user_id
      where r.id = ${recoveryId} and r.status = 'approved' and u.disabled_at is null`);
  }

  async removesFactors(recoveryId: string): Promise<boolean> {
    const row = await this.database.one<{ removes: boolean }>(
      sql`select removes_factors as removes from identity.recovery where id = ${recoveryId}`,
    );
    return row?.removes ?? false;
  }
}
