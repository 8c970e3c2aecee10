import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Licensing } from '../../../licensing/index.js';
import type { ReviewKind } from '../../domain/claim-review.js';

/** A claim that waits for agents, with what they need to look for themselves. */
export interface WaitingReview {
  readonly id: string;
  readonly kind: ReviewKind;
  readonly licenseId: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly serialNumber: string;
  readonly email: string | null;
  readonly statement: string;
  readonly requestedAt: Date;
  readonly claimedAt: Date;
  readonly firstBy: UserId | null;
  readonly firstByName: string | null;
}

const atMost = 100;

/** The claims that wait, oldest first. What was proved or gave way meanwhile is left out. */
@Injectable()
export class ListReviews {
  constructor(
    private readonly database: ReadDatabase,
    private readonly licensing: Licensing,
  ) {}

  async execute(): Promise<WaitingReview[]> {
    const rows = await this.database.many<Omit<WaitingReview, 'serialNumber'>>(sql`
      select r.id, r.kind, r.license_id as "licenseId", r.organization_id as "organizationId",
        coalesce(o.name, '') as "organizationName", coalesce(r.email, c.email) as email, r.statement,
        r.requested_at as "requestedAt", k.claimed_at as "claimedAt", r.first_by as "firstBy", a.name as "firstByName"
      from identity.claim_review r
        join identity.key_holder k on k.id = r.key_holder_id and (k.proved_at is null or k.proved_at > now())
        left join identity.organization o on o.id = r.organization_id
        left join identity.user c on c.id = r.user_id
        left join identity.user a on a.id = r.first_by
      where r.status = 'waiting'
      order by r.requested_at, r.id limit ${atMost}`);
    const numbers = await this.licensing.serialNumbersOf(rows.map(({ licenseId }) => licenseId));
    return rows.map((row) => ({ ...row, serialNumber: numbers.get(row.licenseId) ?? '' }));
  }
}
