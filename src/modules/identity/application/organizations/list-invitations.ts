import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import {
  decodeInstantCursor,
  type Listing,
  type ListQuery,
  pageOf,
} from '../../../../platform/http/paging.js';
import type { InvitationStatus, InvitationWay } from '../../domain/invitation.js';
import type { MemberRole } from '../../domain/roles.js';

/** An invitation with all that whoever looks after it needs to know. */
export interface ListedInvitation {
  readonly id: string;
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
  readonly email: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly way: InvitationWay;
  readonly message: string | null;
  readonly state: InvitationStatus | 'expired';
  /** Null when the portal itself invited, as for a buyer. */
  readonly invitedBy: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly closedAt: Date | null;
}

/** Invitations in every state, newest first: none disappears (row S3.51). */
@Injectable()
export class ListInvitations {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  of(organizationId: OrganizationId, query: ListQuery): Promise<Listing<ListedInvitation>> {
    return this.list(sql`i.organization_id = ${organizationId}`, query);
  }

  /** Of all customers. @param words a part of the address or name; empty for all */
  everywhere(words: string, query: ListQuery): Promise<Listing<ListedInvitation>> {
    const pattern = `%${words.trim().replace(/[\\%_]/g, '\\$&')}%`;
    const matching =
      words.trim() === '' ? sql`true` : sql`(i.email ilike ${pattern} or i.name ilike ${pattern})`;
    return this.list(matching, query);
  }

  /** @throws NotFound also for one of another organization */
  async one(organizationId: OrganizationId, id: string): Promise<ListedInvitation> {
    const found = await this.database.one<ListedInvitation>(
      sql`${this.rows()} where i.id = ${id} and i.organization_id = ${organizationId}`,
    );
    if (!found) throw NotFound.of('invitation');
    return found;
  }

  private async list(condition: Statement, { limit, cursor }: ListQuery): Promise<Listing<ListedInvitation>> {
    const after = decodeInstantCursor(cursor);
    const rest = after ? sql`and (i.created_at, i.id) < (${after.at}, ${after.id})` : nothing;
    const rows = await this.database.many<ListedInvitation>(sql`${this.rows()}
      where ${condition} ${rest} order by i.created_at desc, i.id desc limit ${limit + 1}`);
    return pageOf(rows, limit, ({ createdAt }) => createdAt);
  }

  private rows(): Statement {
    return sql`
      select i.id, i.organization_id as "organizationId", o.name as "organizationName", i.email, i.name, i.role,
        i.way, i.message,
        case when i.status = 'pending' and i.expires_at <= ${this.clock.now()} then 'expired'
          else i.status end as state,
        u.name as "invitedBy", i.created_at as "createdAt", i.sent_at as "sentAt",
        i.expires_at as "expiresAt", i.closed_at as "closedAt"
      from identity.invitation i join identity.organization o on o.id = i.organization_id
        left join identity.user u on u.id = i.invited_by`;
  }
}
