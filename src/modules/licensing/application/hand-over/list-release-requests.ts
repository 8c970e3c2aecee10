import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import {
  decodeInstantCursor,
  type Listing,
  type ListQuery,
  pageOf,
} from '../../../../platform/http/paging.js';
import { People } from '../../../../platform/ports/people.js';
import type { ReleaseRequestStatus } from '../../domain/release-request.js';
import { printSerialNumber } from '../../domain/serial-number.js';
import { visibleTo } from '../visible-licenses.js';

/** A request to release a machine. */
export interface ListedReleaseRequest {
  readonly id: string;
  readonly licenseId: string;
  /** As printed. */
  readonly serialNumber: string;
  readonly productName: string;
  readonly organizationId: OrganizationId;
  readonly installationId: string;
  readonly machineName: string;
  readonly platform: string;
  readonly version: string;
  readonly lastSeenAt: Date;
  readonly status: ReleaseRequestStatus;
  readonly reason: string;
  readonly requestedBy: UserId;
  readonly byKeyHolder: boolean;
  readonly requestedAt: Date;
  readonly closedAt: Date | null;
  readonly answer: string | null;
}

/** The same with names, for staff. */
export type DeskRequest = ListedReleaseRequest & {
  /** Null when the organization or the person is unknown. */
  readonly organizationName: string | null;
  readonly requestedByName: string | null;
  /** Machines of the license that customers or agents released before it. */
  readonly releasesBefore: number;
};

// A machine that gave its place back otherwise leaves nothing to decide.
const isMoot = sql`(r.status = 'open' and i.released_at is not null)`;

const columns = sql`
  r.id, r.license_id as "licenseId", l.serial_number as "serialNumber", p.name as "productName",
  r.organization_id as "organizationId", r.installation_id as "installationId", i.name as "machineName",
  i.platform, i.app_version as version, i.last_seen_at as "lastSeenAt", r.reason,
  r.requested_by as "requestedBy", r.by_key_holder as "byKeyHolder", r.requested_at as "requestedAt",
  case when ${isMoot} then 'withdrawn' else r.status end as status,
  case when ${isMoot} then i.released_at else r.closed_at end as "closedAt", r.answer,
  (select count(*) from licensing.installation b
    where b.license_id = l.id and b.released_at <= r.requested_at and b.release_reason in ('customer', 'agent'))
    as "releasesBefore"`;

const tables = sql`
  licensing.release_request r
    join licensing.license l on l.id = r.license_id
    join licensing.product p on p.id = l.product_id
    join licensing.installation i on i.id = r.installation_id`;

const isDue = sql`r.status = 'open' and i.released_at is null`;

type Row = Omit<DeskRequest, 'organizationName' | 'requestedByName'>;

/** Lists what customers asked agents to release. */
@Injectable()
export class ListReleaseRequests {
  constructor(
    private readonly database: ReadDatabase,
    private readonly people: People,
  ) {}

  /**
   * Those of one license, the newest first; who only holds its key sees their own.
   * @throws NotFound when it is missing or somebody else's
   */
  async execute(
    actor: CustomerActor,
    licenseId: string,
    { limit, cursor }: ListQuery,
  ): Promise<Listing<ListedReleaseRequest>> {
    const seen = await this.database.one(sql`
      select l.id from licensing.license l where l.id = ${licenseId} and ${visibleTo(actor)}`);
    if (!seen) throw NotFound.of('license');
    const after = decodeInstantCursor(cursor);
    const beyond = after ? sql`and (r.requested_at, r.id) < (${after.at}, ${after.id}::uuid)` : nothing;
    const own = actor.limitedTo ? sql`and r.requested_by = ${actor.userId}::uuid` : nothing;
    const rows = await this.rows(sql`
      where r.license_id = ${licenseId} and r.organization_id = l.organization_id and ${visibleTo(actor)} ${own} ${beyond}
      order by r.requested_at desc, r.id desc limit ${limit + 1}`);
    return pageOf(rows, limit, (row) => row.requestedAt);
  }

  /** For staff: what waits for them, the oldest first; or all that was decided, the newest first. */
  async forStaff(query: ListQuery & { readonly open: boolean }): Promise<Listing<DeskRequest>> {
    const { limit, cursor, open } = query;
    const after = decodeInstantCursor(cursor);
    const later = sql`and (r.requested_at, r.id) > (${after?.at}, ${after?.id}::uuid)`;
    const earlier = sql`and (r.requested_at, r.id) < (${after?.at}, ${after?.id}::uuid)`;
    const rows = await this.rows(
      open
        ? sql`where ${isDue} ${after ? later : nothing} order by r.requested_at, r.id limit ${limit + 1}`
        : sql`where (r.status <> 'open' or ${isMoot}) ${after ? earlier : nothing}
            order by r.requested_at desc, r.id desc limit ${limit + 1}`,
    );
    const { items, nextCursor } = pageOf(rows, limit, (row) => row.requestedAt);
    return { items: await this.named(items), nextCursor };
  }

  /** One of them, for staff. @throws NotFound */
  async one(id: string): Promise<DeskRequest> {
    const [request] = await this.named(await this.rows(sql`where r.id = ${id}`));
    if (!request) throw NotFound.of('request');
    return request;
  }

  private async rows(condition: Statement): Promise<Row[]> {
    const rows = await this.database.many<Row>(sql`select ${columns} from ${tables} ${condition}`);
    return rows.map((row) => ({ ...row, serialNumber: printSerialNumber(row.serialNumber) }));
  }

  private async named(rows: readonly Row[]): Promise<DeskRequest[]> {
    if (rows.length === 0) return [];
    const [organizations, people] = await Promise.all([
      this.people.organizations([...new Set(rows.map(({ organizationId }) => organizationId))]),
      this.people.users([...new Set(rows.map(({ requestedBy }) => requestedBy))]),
    ]);
    return rows.map((row) => ({
      ...row,
      organizationName: organizations.get(row.organizationId) ?? null,
      requestedByName: people.get(row.requestedBy)?.name ?? null,
    }));
  }
}
