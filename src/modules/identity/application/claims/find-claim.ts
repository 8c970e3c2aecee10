import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { Recipient } from '../../../../platform/ports/audience.js';
import { Licensing } from '../../../licensing/index.js';
import { ClaimContact } from './claim-contact.js';

/** A claim that counts later, for want of anybody to ask. */
export interface HeldClaim {
  readonly organizationId: OrganizationId;
  readonly serialNumber: string;
  readonly countsFrom: Date;
}

/** Who vouches for a claim, by the key holder's id. */
@Injectable()
export class FindClaim {
  constructor(
    private readonly database: ReadDatabase,
    private readonly contact: ClaimContact,
    private readonly licensing: Licensing,
  ) {}

  /** Null when nobody is on file. */
  async contactOf(keyHolderId: string): Promise<Recipient | null> {
    const claim = await this.database.one<{ orderId: string | null; organizationId: OrganizationId }>(sql`
      select order_id as "orderId", organization_id as "organizationId"
      from identity.key_holder where id = ${keyHolderId}`);
    return claim && this.contact.of(claim);
  }

  /** Empty when the claim gave way meanwhile. */
  async serialNumberOf(keyHolderId: string): Promise<string> {
    const claim = await this.database.one<{ licenseId: string }>(
      sql`select license_id as "licenseId" from identity.key_holder where id = ${keyHolderId}`,
    );
    const license = claim && (await this.licensing.licenseFacts(claim.licenseId));
    return license?.serialNumber ?? '';
  }

  /** Null when the claim gave way meanwhile. */
  async held(keyHolderId: string): Promise<HeldClaim | null> {
    const claim = await this.database.one<{ licenseId: string; countsFrom: Date | null }>(sql`
      select license_id as "licenseId", proved_at as "countsFrom"
      from identity.key_holder where id = ${keyHolderId}`);
    const license = claim && (await this.licensing.licenseFacts(claim.licenseId));
    if (!license || !claim.countsFrom) return null;
    const { organizationId, serialNumber } = license;
    return { organizationId, serialNumber, countsFrom: claim.countsFrom };
  }
}
