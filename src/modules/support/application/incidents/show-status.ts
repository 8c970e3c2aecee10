import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { decodeInstantCursor, type Listing, pageOf } from '../../../../platform/http/paging.js';
import { Licensing, type ProductSummary } from '../../../licensing/index.js';
import { TicketLicenses } from '../ticket-licenses.js';

/** What customers read of an incident: never a title of the agents, a request, or who wrote. */
export interface StatusNotice {
  readonly id: string;
  readonly headline: string;
  readonly productId: string | null;
  /** Null: it affects every product, or one that is gone. */
  readonly productName: string | null;
  /** The reader may see a license of the product. */
  readonly affectsReader: boolean;
  readonly announcedAt: Date;
  readonly resolvedAt: Date | null;
  /** The newest first; twenty at most. */
  readonly updates: readonly { readonly body: string; readonly writtenAt: Date }[];
}

interface NoticeRow {
  readonly id: string;
  readonly headline: string;
  readonly productId: string | null;
  readonly announcedAt: Date;
  readonly resolvedAt: Date | null;
  readonly updates: readonly { readonly body: string; readonly writtenAt: string }[];
}

/** What goes on with the products, for every customer (row S3.10). */
@Injectable()
export class ShowStatus {
  constructor(
    private readonly database: ReadDatabase,
    private readonly licensing: Licensing,
    private readonly licenses: TicketLicenses,
  ) {}

  /** What a list can be of. */
  products(): Promise<ProductSummary[]> {
    return this.licensing.products();
  }

  /** The newest first, of one product when it is named: with those that affect every product. */
  async list(
    actor: CustomerActor,
    asked: {
      readonly limit: number;
      readonly cursor?: string | undefined;
      readonly productId?: string | undefined;
    },
  ): Promise<Listing<StatusNotice>> {
    const after = decodeInstantCursor(asked.cursor);
    const older = after
      ? sql`and (i.announced_at, i.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
      : nothing;
    const product = asked.productId
      ? sql`and (i.product_id is null or i.product_id = ${asked.productId})`
      : nothing;
    const rows = await this.find(sql`${older} ${product}`, asked.limit + 1);
    return pageOf(await this.told(actor, rows), asked.limit, (row) => row.announcedAt);
  }

  /** What goes on now and affects the customer, the newest first; three at most. */
  async runningFor(actor: CustomerActor): Promise<StatusNotice[]> {
    const rows = await this.find(sql`and i.resolved_at is null`, 100);
    if (rows.length === 0) return [];
    const told = await this.told(actor, rows);
    return told.filter(({ affectsReader }) => affectsReader).slice(0, 3);
  }

  private async find(condition: Statement, limit: number): Promise<NoticeRow[]> {
    return await this.database.many<NoticeRow>(sql`
      select i.id, i.headline, i.product_id as "productId", i.announced_at as "announcedAt",
        i.resolved_at as "resolvedAt", coalesce((
          select json_agg(json_build_object('body', u.body, 'writtenAt', u.written_at)
            order by u.written_at desc, u.id desc)
          from (select id, body, written_at from support.incident_update
            where incident_id = i.id and written_at >= i.announced_at
            order by written_at desc, id desc limit 20) u), '[]') as updates
      from support.incident i where i.announced_at is not null ${condition}
      order by i.announced_at desc, i.id desc limit ${limit}`);
  }

  private async told(actor: CustomerActor, rows: readonly NoticeRow[]): Promise<StatusNotice[]> {
    const [names, licenses] = await Promise.all([this.licensing.productNames(), this.licenses.of(actor)]);
    const own = new Set(licenses.map(({ productId }) => productId));
    return rows.map((row) => ({
      ...row,
      productName: (row.productId && names.get(row.productId)) ?? null,
      affectsReader: own.size > 0 && (row.productId === null || own.has(row.productId)),
      updates: row.updates.map(({ body, writtenAt }) => ({ body, writtenAt: new Date(writtenAt) })),
    }));
  }
}
