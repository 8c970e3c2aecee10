import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { Recipient } from '../../../../platform/ports/audience.js';
import { ClaimContact } from './claim-contact.js';

/** Who vouches for a claim, by the key holder's id. */
@Injectable()
export class FindClaim {
  constructor(
    private readonly database: ReadDatabase,
    private readonly contact: ClaimContact,
  ) {}

  /** Null when nobody is on file. */
  async contactOf(keyHolderId: string): Promise<Recipient | null> {
    const claim = await this.database.one<{ orderId: string | null; organizationId: OrganizationId }>(sql`
      select order_id as "orderId", organization_id as "organizationId"
      from identity.key_holder where id = ${keyHolderId}`);
    return claim && this.contact.of(claim);
  }
}
