import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { later, second } from '../../../kernel/clock.js';
import type { Id } from '../../../kernel/ids.js';
import { type LeaseEnd, LeaseEnded, LeaseTaken } from '../events/lease.js';
import type { Installation, InstallationId } from './installation.js';
import type { License, LicenseId } from './license.js';

export type LeaseId = Id<'lease'>;

/**
 * A machine's place of a floating license for a while. It runs out by itself; who still needs it extends it. A machine
 * has one, which it takes and gives back again and again.
 */
@Entity({ schema: 'licensing', tableName: 'lease' })
export class Lease extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: LeaseId;

  @Property({ type: 'uuid' })
  readonly licenseId!: LicenseId;

  @Property({ type: 'uuid' })
  readonly installationId!: InstallationId;

  @Property({ type: 'datetime' })
  readonly takenAt!: Date;

  @Property({ type: 'datetime' })
  readonly expiresAt!: Date;

  /** When it was ended; null while it runs, and when it ran out and nobody wrote that down yet. */
  @Property({ type: 'datetime', nullable: true })
  readonly returnedAt!: Date | null;

  /** The first lease of a machine. The caller holds the license's lock and has counted the others. */
  static take(
    of: {
      readonly id: LeaseId;
      readonly license: License;
      readonly installation: Installation;
      readonly leaseSeconds: number;
    },
    now: Date,
  ): Lease {
    const lease = new Lease();
    const { id, license, installation, leaseSeconds } = of;
    change<Lease>(lease, { id, licenseId: license.id, installationId: installation.id });
    lease.begin(license, leaseSeconds, now);
    return lease;
  }

  runsAt(now: Date): boolean {
    return this.returnedAt === null && this.expiresAt > now;
  }

  /** When its machine should extend it: three times in its life, so that two may get lost. */
  extendInSeconds(now: Date): number {
    return Math.max(Math.floor((this.expiresAt.getTime() - now.getTime()) / second / 3), 1);
  }

  /** Lets it run anew from now on: the one that runs, or after it was over another one. The caller has counted. */
  renew(license: License, leaseSeconds: number, now: Date): void {
    if (this.runsAt(now)) {
      change<Lease>(this, { expiresAt: endOf(license, leaseSeconds, now) });
      return;
    }
    this.end(license, 'expired', now);
    this.begin(license, leaseSeconds, now);
  }

  /** Ends it; nothing when that was written down before. True when it ran until now. */
  end(license: License, reason: LeaseEnd, now: Date): boolean {
    if (this.returnedAt !== null) return false;
    const ran = this.runsAt(now);
    change<Lease>(this, { returnedAt: ran ? now : this.expiresAt });
    this.raise(LeaseEnded.of({ ...this.ids(license), reason: ran ? reason : 'expired' }, now));
    return ran;
  }

  private begin(license: License, leaseSeconds: number, now: Date): void {
    const expiresAt = endOf(license, leaseSeconds, now);
    change<Lease>(this, { takenAt: now, expiresAt, returnedAt: null });
    this.raise(LeaseTaken.of({ ...this.ids(license), expiresAt: expiresAt.toISOString() }, now));
  }

  private ids({ organizationId }: License) {
    return { licenseId: this.licenseId, organizationId, installationId: this.installationId };
  }
}

/** No lease outlives its license. */
function endOf({ expiresAt }: License, leaseSeconds: number, now: Date): Date {
  const end = later(now, leaseSeconds * second);
  return expiresAt !== null && expiresAt < end ? expiresAt : end;
}
