import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { nothing, ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import {
  decodeInstantCursor,
  type Listing,
  type ListQuery,
  pageOf,
} from '../../../../platform/http/paging.js';
import type { RequestReason } from '../../domain/invitation-request.js';
import type { MemberRole } from '../../domain/roles.js';

/** A request for an invitation that waits for its decision. */
export interface ListedRequest {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly reason: RequestReason;
  readonly requestedAt: Date;
  /** Of the invitation that the address has; null when it has none. */
  readonly role: MemberRole | null;
}

/** Who waits for an invitation, newest first. */
@Injectable()
export class ListInvitationRequests {
  constructor(private readonly database: ReadDatabase) {}

  /** @param organizationId null for those that name no organization, which staff decide */
  async execute(organizationId: OrganizationId | null, query: ListQuery): Promise<Listing<ListedRequest>> {
    const { limit, cursor } = query;
    const after = decodeInstantCursor(cursor);
    const rest = after ? sql`and (r.requested_at, r.id) < (${after.at}, ${after.id})` : nothing;
    const rows = await this.database.many<ListedRequest>(sql`
      select r.id, r.email, r.name, r.reason, r.requested_at as "requestedAt",
        (select i.role from identity.invitation i where i.organization_id = r.organization_id
          and lower(i.email) = lower(r.email) and i.status = 'pending') as role
      from identity.invitation_request r
      where r.status = 'open' and r.organization_id is not distinct from ${organizationId}::uuid ${rest}
      order by r.requested_at desc, r.id desc limit ${limit + 1}`);
    return pageOf(rows, limit, ({ requestedAt }) => requestedAt);
  }

  /** One open request as its notice tells it; null when it is decided by now. */
  open(id: string): Promise<{ readonly email: string; readonly name: string } | null> {
    return this.database.one(sql`
      select email, name from identity.invitation_request where id = ${id} and status = 'open'`);
  }
}
