import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { later, second } from '../../../kernel/clock.js';
import type { Id } from '../../../kernel/ids.js';
import type { InstallationId } from './installation.js';
import type { LicenseId } from './license.js';

export type LeaseId = Id<'lease'>;

/** A place of a floating license for a while. It runs out by itself; who still needs it extends it. */
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

  /** Null while nobody returned it; a lease that ran out is over all the same. */
  @Property({ type: 'datetime', nullable: true })
  readonly returnedAt!: Date | null;

  /** The caller holds the license's lock and has counted the others. */
  static take(
    of: {
      readonly id: LeaseId;
      readonly licenseId: LicenseId;
      readonly installationId: InstallationId;
      readonly leaseSeconds: number;
    },
    now: Date,
  ): Lease {
    const lease = new Lease();
    const { id, licenseId, installationId, leaseSeconds } = of;
    const expiresAt = later(now, leaseSeconds * second);
    change<Lease>(lease, { id, licenseId, installationId, takenAt: now, expiresAt, returnedAt: null });
    return lease;
  }

  runsAt(now: Date): boolean {
    return this.returnedAt === null && this.expiresAt > now;
  }

  extend(leaseSeconds: number, now: Date): void {
    change<Lease>(this, { expiresAt: later(now, leaseSeconds * second) });
  }

  return(now: Date): void {
    if (this.runsAt(now)) change<Lease>(this, { returnedAt: now });
  }
}
