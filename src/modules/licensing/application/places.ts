import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { Installation } from '../domain/installation.js';
import type { License } from '../domain/license.js';
import type { ReleaseReason } from '../events/installation-released.js';
import type { LeaseEnd } from '../events/lease.js';
import { LeaseRepository } from '../persistence/lease.repository.js';
import { LicenseHistory } from './license-history.js';

/** Takes places back, of a license whose lock the caller holds, and keeps it in the license's history. */
@Injectable()
export class Places {
  constructor(
    private readonly leases: LeaseRepository,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /**
   * Releases machines of the license and ends their leases; nothing for those that are released.
   * @param before raised what led to it, and is told first
   */
  async release(
    license: License,
    installations: readonly Installation[],
    by: { readonly reason: ReleaseReason; readonly userId?: string | null },
    before: readonly object[] = [],
  ): Promise<void> {
    const now = this.clock.now();
    const leases = await this.leases.openOf(installations);
    for (const lease of leases) lease.end(license, 'released', now);
    for (const installation of installations) installation.release(license, by, now);
    await this.history.record(license.id, ...before, ...leases, ...installations);
  }

  /** Ends every lease of the license; the machines stay activated. */
  async endLeases(license: License, reason: LeaseEnd): Promise<void> {
    const leases = await this.leases.open(license.id);
    for (const lease of leases) lease.end(license, reason, this.clock.now());
    await this.history.record(license.id, ...leases);
  }

  /** Writes down which leases ran out. */
  async clearLeases(license: License): Promise<void> {
    const now = this.clock.now();
    const leases = await this.leases.runOut(license.id, now);
    for (const lease of leases) lease.end(license, 'expired', now);
    await this.history.record(license.id, ...leases);
  }
}
