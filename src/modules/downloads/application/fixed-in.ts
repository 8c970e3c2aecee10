import { Injectable } from '@nestjs/common';
import { type CustomerActor, may } from '../../../kernel/actor.js';
import { searchTerms } from '../../../kernel/search-terms.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { type JudgedRelease, judge } from '../domain/release.policy.js';
import type { ReleaseId } from '../domain/release-facts.js';
import { versionIn } from '../domain/version.js';
import { UpdateRights } from './update-rights.js';

/** A release whose notes speak of what somebody asks. */
export interface FixedIn {
  readonly id: ReleaseId;
  readonly productName: string;
  readonly version: string;
  readonly title: string;
  readonly publishedAt: Date;
  readonly entitled: boolean;
}

export interface FixSearch {
  readonly text: string;
  /** Null: all products of the actor. */
  readonly productId: string | null;
  /** Only newer releases; null: whichever. */
  readonly newerThan: string | null;
  readonly limit: number;
}

interface Found extends JudgedRelease {
  readonly productId: string;
  readonly title: string;
}

/** Finds releases that may hold the answer to a question, those that the actor may have first (row SU-10). */
@Injectable()
export class FixedInReleases {
  constructor(
    private readonly database: ReadDatabase,
    private readonly rights: UpdateRights,
  ) {}

  /** None for a text without words, or without `downloads.read`. */
  async find(actor: CustomerActor, search: FixSearch): Promise<FixedIn[]> {
    // Shorter ones begin too many words.
    const words = searchTerms(search.text).filter((word) => word.length >= 3);
    if (!may(actor, 'downloads.read') || words.length === 0) return [];
    const products = await this.rights.of(actor);
    const asked = search.productId === null ? [...products.keys()] : [search.productId];
    const known = asked.filter((id) => products.has(id));
    if (known.length === 0) return [];
    return (await this.matching(known, words))
      .filter(({ version }) => isNewer(version, search.newerThan))
      .map((release) => {
        const product = products.get(release.productId);
        const { entitled } = judge(release, product?.rights ?? []);
        const { id, version, title, publishedAt } = release;
        return {
          id: id as ReleaseId,
          version,
          title,
          publishedAt,
          entitled,
          productName: product?.productName ?? '',
        };
      })
      .sort((a, b) => Number(b.entitled) - Number(a.entitled))
      .slice(0, search.limit);
  }

  private matching(productIds: readonly string[], words: readonly string[]): Promise<Found[]> {
    const query = words.map((word) => `${word}:*`).join(' | ');
    return this.database.many<Found>(sql`
      select r.id, r.product_id as "productId", r.version, r.channel, r.status, r.title,
        r.published_at as "publishedAt", r.halted_at as "haltedAt"
      from downloads.release r,
        to_tsvector('english', r.title || ' ' || r.notes_markdown) notes, to_tsquery('english', ${query}) asked
      where r.product_id = any(${[...productIds]}::uuid[]) and r.published_at is not null
        and r.status = 'published' and r.halted_at is null and notes @@ asked
      order by ts_rank(notes, asked) desc, r.published_at desc, r.id desc limit 20`);
  }
}

function isNewer(version: string, than: string | null): boolean {
  const [one, other] = [versionIn(version), than === null ? null : versionIn(than)];
  return !one || !other || one.compare(other) > 0;
}
