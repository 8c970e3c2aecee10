import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import {
  decodeInstantCursor,
  type Listing,
  type ListQuery,
  pageOf,
} from '../../../../platform/http/paging.js';
import { People } from '../../../../platform/ports/people.js';
import { Orders } from '../../../orders/index.js';
import type { LicenseStatus } from '../../domain/license-status.js';
import { readSymbols } from '../../domain/symbols.js';
import { asShown, type ListedLicense, licenseColumns, licenseTables } from '../list-licenses.js';

/** What staff look for; filters that are missing let everything through. */
export interface LicenseSearch {
  /** A serial number or its beginning, a part of the owner's name, a whole fingerprint or order number. */
  readonly query?: string | undefined;
  readonly status?: LicenseStatus | undefined;
  readonly productId?: string | undefined;
  /** Whose license or updates end within so many days from now, and have not yet. */
  readonly endsWithinDays?: number | undefined;
  readonly orderId?: string | undefined;
  readonly organizationId?: string | undefined;
}

const mostOwners = 500;
const serialLength = 16;
const fewestSymbols = 4;

/** Searches the licenses of all organizations, the newest first; for staff. */
@Injectable()
export class SearchLicenses {
  constructor(
    private readonly database: ReadDatabase,
    private readonly people: People,
    private readonly orders: Orders,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput naming `cursor` */
  async execute(search: LicenseSearch & ListQuery): Promise<Listing<ListedLicense>> {
    return this.page(await this.conditionOf(search), search);
  }

  /** All that is found, 500 at a time, so that a million licenses need no more memory than 500. */
  async *everything(search: LicenseSearch): AsyncGenerator<readonly ListedLicense[]> {
    const condition = await this.conditionOf(search);
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await this.page(condition, { limit: 500, cursor });
      yield items;
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  private async page(condition: Statement, { limit, cursor }: ListQuery): Promise<Listing<ListedLicense>> {
    const after = decodeInstantCursor(cursor);
    const beyond = after ? sql`and (l.issued_at, l.id) < (${after.at}, ${after.id}::uuid)` : nothing;
    const now = this.clock.now();
    const rows = await this.database.many<ListedLicense>(sql`
      select ${licenseColumns(now)} from ${licenseTables} where ${condition} ${beyond}
      order by l.issued_at desc, l.id desc limit ${limit + 1}`);
    const { items, nextCursor } = pageOf(rows, limit, (row) => row.issuedAt);
    return { items: items.map((row) => asShown(row, now)), nextCursor };
  }

  private async conditionOf(search: LicenseSearch): Promise<Statement> {
    const { query = '', status, productId, endsWithinDays, orderId, organizationId } = search;
    const now = this.clock.now();
    const words = query.trim() === '' ? nothing : await this.matching(query.trim());
    return sql`true ${words} ${status ? standing(status, now) : nothing}
      ${productId ? sql`and l.product_id = ${productId}::uuid` : nothing}
      ${endsWithinDays ? ending(now, later(now, endsWithinDays * day)) : nothing}
      ${orderId ? sql`and l.order_id = ${orderId}::uuid` : nothing}
      ${organizationId ? sql`and l.organization_id = ${organizationId}::uuid` : nothing}`;
  }

  // Each way to find one has its index; materialized, so that the newest licenses are not walked one by one instead.
  private async matching(words: string): Promise<Statement> {
    const [owners, orderId] = await Promise.all([
      this.people.organizationsNamed(words, mostOwners),
      this.orders.idOf(words),
    ]);
    return sql`and l.id in (
      with found as materialized (
        select id from licensing.license where organization_id = any(${owners.map(({ id }) => id)}::uuid[])
        union all select id from licensing.license where order_id = ${orderId}::uuid
        union all select license_id from licensing.installation where fingerprint = ${words}
        ${beginningWith(words)}
      ) select id from found)`;
  }
}

// Between the first and the last serial number that begin so, which the unique index answers.
function beginningWith(words: string): Statement {
  const typed = readSymbols(words);
  if (typed === null || typed.length < fewestSymbols || typed.length > serialLength) return nothing;
  const [first, last] = [typed.padEnd(serialLength, '0'), typed.padEnd(serialLength, 'Z')];
  return sql`union all select id from licensing.license where serial_number between ${first} and ${last}`;
}

function standing(status: LicenseStatus, now: Date): Statement {
  if (status === 'active')
    return sql`and l.status = 'active' and (l.expires_at is null or l.expires_at > ${now})`;
  if (status === 'expired')
    return sql`and (l.status = 'expired' or (l.status = 'active' and l.expires_at <= ${now}))`;
  return sql`and l.status = ${status}`;
}

function ending(now: Date, until: Date): Statement {
  return sql`and l.status = 'active' and (l.expires_at is null or l.expires_at > ${now}) and (
    (l.expires_at > ${now} and l.expires_at <= ${until})
    or (l.maintenance_ends_at > ${now} and l.maintenance_ends_at <= ${until}))`;
}
