import { Injectable } from '@nestjs/common';
import { type CustomerActor, may } from '../../../../kernel/actor.js';
import { NotFound } from '../../../../kernel/errors.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import {
  decodeInstantCursor,
  type Listing,
  type ListQuery,
  pageOf,
} from '../../../../platform/http/paging.js';
import { type InstalledCopy, Licensing } from '../../../licensing/index.js';
import { type Affection, affection, fixFor } from '../../domain/affected-versions.js';
import { UpdateRights } from '../update-rights.js';
import { type AdvisoryRow, advisoryColumns } from './advisory-columns.js';

/** The answer for one copy of the product. */
export interface CopyAnswer {
  readonly installationId: string;
  readonly name: string;
  readonly platform: string;
  readonly version: string;
  readonly answer: Affection;
  /** The version that mends it; null when it is not affected, or there is none yet. */
  readonly fixedIn: string | null;
}

export interface ShownAdvisory extends Omit<AdvisoryRow, 'publishedAt' | 'draftedAt'> {
  readonly publishedAt: Date;
  readonly productName: string;
  /** How many copies of the customer have which answer. */
  readonly counts: Readonly<Record<Affection, number>>;
  /** The affected ones first; none for who may not see licenses. */
  readonly installations: readonly CopyAnswer[];
  /** The releases of the versions that mend it, by version. */
  readonly fixes: readonly { readonly version: string; readonly releaseId: string | null }[];
}

type Row = AdvisoryRow & { readonly publishedAt: Date; readonly releases: Readonly<Record<string, string>> };

const order: Record<Affection, number> = { affected: 0, unknown: 1, safe: 2 };

/** Advisories of the customer's products, each with the answer to "does it affect me?" (row DL-7). */
@Injectable()
export class ShowAdvisories {
  constructor(
    private readonly database: ReadDatabase,
    private readonly rights: UpdateRights,
    private readonly licensing: Licensing,
  ) {}

  /** The newest first. */
  async list(actor: CustomerActor, { limit, cursor }: ListQuery): Promise<Listing<ShownAdvisory>> {
    const after = decodeInstantCursor(cursor);
    const from = after ? sql`and (a.published_at, a.id) < (${after.at}, ${after.id}::uuid)` : nothing;
    const rest = sql`${from} order by a.published_at desc, a.id desc limit ${limit + 1}`;
    return pageOf(await this.find(actor, rest), limit, ({ publishedAt }) => publishedAt);
  }

  /** @throws NotFound for a draft, and for products that the customer has no license of */
  async one(actor: CustomerActor, id: string): Promise<ShownAdvisory> {
    const [advisory] = await this.find(actor, sql`and a.id = ${id}`);
    if (!advisory) throw NotFound.of('advisory');
    return advisory;
  }

  private async find(actor: CustomerActor, rest: Statement): Promise<ShownAdvisory[]> {
    const products = await this.rights.of(actor);
    if (products.size === 0) return [];
    const { organizationId, limitedTo } = actor;
    const [rows, copies] = await Promise.all([
      this.database.many<Row>(sql`
        select ${advisoryColumns}, coalesce((
          select json_object_agg(r.version, r.id) from downloads.release r
          where r.product_id = a.product_id and r.status = 'published'
            and r.version in (select jsonb_array_elements(a.ranges) ->> 'fixedIn')), '{}') as releases
        from downloads.advisory a
        where a.published_at is not null and a.product_id = any(${[...products.keys()]}::uuid[]) ${rest}`),
      this.licensing.installedCopies({ organizationId, licenseId: limitedTo?.licenseId ?? null }),
    ]);
    const named = may(actor, 'licenses.read');
    return rows.map((row) => {
      const own = copies.filter(({ productId }) => productId === row.productId);
      return answered(row, own, { named, productName: products.get(row.productId)?.productName ?? '' });
    });
  }
}

function answered(
  { releases, draftedAt: _, ...row }: Row,
  copies: readonly InstalledCopy[],
  { named, productName }: { readonly named: boolean; readonly productName: string },
): ShownAdvisory {
  const { ranges } = row;
  const answers = copies
    .map(({ id: installationId, name, platform, version }) => ({
      ...{ installationId, name, platform, version },
      answer: affection(version, ranges),
      fixedIn: fixFor(version, ranges),
    }))
    .sort((a, b) => order[a.answer] - order[b.answer]);
  const count = (answer: Affection) => answers.filter((one) => one.answer === answer).length;
  const fixes = [...new Set(ranges.flatMap(({ fixedIn }) => fixedIn ?? []))];
  return {
    ...row,
    productName,
    counts: { affected: count('affected'), safe: count('safe'), unknown: count('unknown') },
    installations: named ? answers : [],
    fixes: fixes.map((version) => ({ version, releaseId: releases[version] ?? null })),
  };
}
