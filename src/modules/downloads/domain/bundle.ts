import { BigIntType } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { day, later } from '../../../kernel/clock.js';
import type { Id } from '../../../kernel/ids.js';
import { BundleReady } from '../events/bundle-ready.js';
import { BundleRequested } from '../events/bundle-requested.js';

export type BundleId = Id<'bundle'>;

/** How long a bundle can be downloaded. */
export const bundleDays = 7;

/** `refused`: the license does not cover the release any more. `changed`: a stored file is not what was published. */
export type BundleFailure = 'refused' | 'changed';
export type BundleStatus = 'building' | 'ready' | 'failed';

/** Everything that a machine without internet needs for one release, in one archive that the worker packs (row DL-8). */
@Entity({ schema: 'downloads', tableName: 'bundle' })
export class Bundle extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: BundleId;

  @Property({ type: 'uuid' })
  readonly organizationId!: string;

  @Property({ type: 'uuid' })
  readonly requestedBy!: string;

  @Property({ type: 'uuid' })
  readonly licenseId!: string;

  @Property({ type: 'uuid' })
  readonly releaseId!: string;

  @Property({ type: 'text' })
  readonly platform!: string;

  /** Of its texts. */
  @Property({ type: 'text' })
  readonly locale!: string;

  /** Whether the files of the license are in it: then only who may manage licenses sees it. */
  @Property({ type: 'boolean' })
  readonly withLicenseFiles!: boolean;

  @Property({ type: 'datetime' })
  readonly requestedAt!: Date;

  @Property({ type: 'datetime' })
  readonly expiresAt!: Date;

  @Property({ type: 'datetime', nullable: true })
  readonly readyAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  readonly failure!: BundleFailure | null;

  @Property({ type: new BigIntType('number'), nullable: true })
  readonly sizeBytes!: number | null;

  @Property({ type: 'text', nullable: true })
  readonly sha256!: string | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  static request(
    of: Pick<
      Bundle,
      | 'id'
      | 'organizationId'
      | 'requestedBy'
      | 'licenseId'
      | 'releaseId'
      | 'platform'
      | 'locale'
      | 'withLicenseFiles'
    >,
    now: Date,
  ): Bundle {
    const bundle = new Bundle();
    change<Bundle>(bundle, { ...of, requestedAt: now, expiresAt: later(now, bundleDays * day) });
    change<Bundle>(bundle, { readyAt: null, failure: null, sizeBytes: null, sha256: null });
    bundle.raise(BundleRequested.of({ bundleId: of.id, organizationId: of.organizationId }, now));
    return bundle;
  }

  /** It is packed. Of two workers that packed the same the second changes nothing. */
  finish(file: { readonly sizeBytes: number; readonly sha256: string }, now: Date): void {
    if (this.readyAt !== null || this.failure !== null) return;
    change<Bundle>(this, { readyAt: now, sizeBytes: file.sizeBytes, sha256: file.sha256 });
    const { id: bundleId, organizationId, requestedBy: userId } = this;
    this.raise(BundleReady.of({ bundleId, organizationId, userId }, now));
  }

  /** It cannot be packed, and trying again would not help. */
  fail(failure: BundleFailure): void {
    if (this.readyAt === null) change<Bundle>(this, { failure });
  }

  /** Nobody needs it any more. */
  discard(now: Date): void {
    if (this.expiresAt > now) change<Bundle>(this, { expiresAt: now });
  }
}

/** Where a bundle stands. */
export function bundleStatus({ readyAt, failure }: Pick<Bundle, 'readyAt' | 'failure'>): BundleStatus {
  if (failure !== null) return 'failed';
  return readyAt === null ? 'building' : 'ready';
}
