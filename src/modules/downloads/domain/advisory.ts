import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { Id } from '../../../kernel/ids.js';
import { AdvisoryAffects } from '../events/advisory-affects.js';
import { AdvisoryPublished } from '../events/advisory-published.js';
import { AdvisoryWithdrawn } from '../events/advisory-withdrawn.js';
import { AdvisoryStatusConflict } from './advisory.errors.js';
import { type AffectedRange, spelledRanges } from './affected-versions.js';

export type AdvisoryId = Id<'advisory'>;
export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** Draft: only staff see it. Published: customers of the product are told. Withdrawn: they see that it was a mistake. */
export type AdvisoryStatus = 'draft' | 'published' | 'withdrawn';

/** What an advisory says. */
export interface AdvisoryWords {
  readonly title: string;
  readonly severity: Severity;
  readonly detailsMarkdown: string;
  /** Null when it has none. */
  readonly cveId: string | null;
  /** At least one. */
  readonly ranges: readonly AffectedRange[];
}

/** A warning of what is wrong with versions of a product, and which ones mend it (row DL-7). */
@Entity({ schema: 'downloads', tableName: 'advisory' })
export class Advisory extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: AdvisoryId;

  @Property({ type: 'uuid' })
  readonly productId!: string;

  @Property({ type: 'text' })
  readonly title!: string;

  @Property({ type: 'text' })
  readonly severity!: Severity;

  @Property({ type: 'text' })
  readonly detailsMarkdown!: string;

  @Property({ type: 'text', nullable: true })
  readonly cveId!: string | null;

  @Property({ type: 'json' })
  readonly ranges!: readonly AffectedRange[];

  @Property({ type: 'text' })
  readonly status!: AdvisoryStatus;

  @Property({ type: 'datetime' })
  readonly draftedAt!: Date;

  @Property({ type: 'datetime', nullable: true })
  readonly publishedAt!: Date | null;

  @Property({ type: 'datetime', nullable: true })
  readonly withdrawnAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  readonly withdrawReason!: string | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @throws InvalidInput for a range that is none */
  static draft(
    of: AdvisoryWords & { readonly id: AdvisoryId; readonly productId: string },
    now: Date,
  ): Advisory {
    const advisory = new Advisory();
    change<Advisory>(advisory, { ...of, ranges: spelledRanges(of.ranges), status: 'draft', draftedAt: now });
    change<Advisory>(advisory, { publishedAt: null, withdrawnAt: null, withdrawReason: null });
    return advisory;
  }

  /** Says it better, also once published. @throws AdvisoryStatusConflict when withdrawn; InvalidInput */
  edit({ title, severity, detailsMarkdown, cveId, ranges }: AdvisoryWords): void {
    if (this.status === 'withdrawn') throw AdvisoryStatusConflict.of(this.status);
    change<Advisory>(this, { title, severity, detailsMarkdown, cveId, ranges: spelledRanges(ranges) });
  }

  /** Tells the customers of the product. @throws AdvisoryStatusConflict when it is no draft */
  publish(now: Date): void {
    if (this.status !== 'draft') throw AdvisoryStatusConflict.of(this.status);
    change<Advisory>(this, { status: 'published', publishedAt: now });
    const { id: advisoryId, productId, severity } = this;
    this.raise(AdvisoryPublished.of({ advisoryId, productId, severity }, now));
  }

  /** Takes back what was a mistake. @throws AdvisoryStatusConflict when it is not published */
  withdraw(reason: string, now: Date): void {
    if (this.status !== 'published') throw AdvisoryStatusConflict.of(this.status);
    change<Advisory>(this, { status: 'withdrawn', withdrawnAt: now, withdrawReason: reason });
    this.raise(AdvisoryWithdrawn.of({ advisoryId: this.id, productId: this.productId }, now));
  }
}

/** An organization was told of an advisory; once, however often somebody looks who is affected. */
@Entity({ schema: 'downloads', tableName: 'advisory_notice' })
export class AdvisoryNotice extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: Id<'advisory-notice'>;

  @Property({ type: 'uuid' })
  readonly advisoryId!: AdvisoryId;

  @Property({ type: 'uuid' })
  readonly organizationId!: string;

  @Property({ type: 'datetime' })
  readonly toldAt!: Date;

  static tell(of: Pick<AdvisoryNotice, 'id' | 'advisoryId' | 'organizationId'>, now: Date): AdvisoryNotice {
    const notice = new AdvisoryNotice();
    change<AdvisoryNotice>(notice, { ...of, toldAt: now });
    const { advisoryId, organizationId } = of;
    notice.raise(AdvisoryAffects.of({ advisoryId, organizationId }, now));
    return notice;
  }
}
