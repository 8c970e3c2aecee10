import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { Installation } from '../domain/installation.js';
import type { License } from '../domain/license.js';
import { InstallationReleased, type ReleaseReason } from '../events/installation-released.js';
import { type LeaseEnd, LeaseEnded } from '../events/lease.js';
import { LeaseRepository } from '../persistence/lease.repository.js';
import { LicenseRepository } from '../persistence/license.repository.js';
import { LicenseHistory } from './license-history.js';

/** A site license has tens of thousands of machines: so many of them are in memory at a time. */
const atOnce = 500;

/** Takes places back, of a license whose lock the caller holds, and keeps it in the license's history. */
@Injectable()
export class Places {
  constructor(
    private readonly licenses: LicenseRepository,
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

  /** Releases every machine of the license and ends their leases. @returns how many it released */
  async releaseAll(license: License, reason: ReleaseReason): Promise<number> {
    await this.endLeases(license, 'released');
    const { id: licenseId, organizationId } = license;
    const now = this.clock.now();
    for (let released = 0; ; ) {
      const ids = await this.licenses.releaseSome(licenseId, { reason, now, most: atOnce });
      const of = { licenseId, organizationId, reason, byUserId: null };
      const told = ids.map((installationId) => InstallationReleased.of({ ...of, installationId }, now));
      await this.history.tell(licenseId, told);
      released += ids.length;
      if (ids.length < atOnce) return released;
    }
  }

  /** Ends every lease of the license; the machines stay activated. */
  async endLeases(license: License, end: LeaseEnd): Promise<void> {
    const { id: licenseId, organizationId } = license;
    const now = this.clock.now();
    for (let some = atOnce; some === atOnce; ) {
      const ended = await this.leases.endSome(licenseId, now, atOnce);
      const told = ended.map(({ installationId, ran }) =>
        LeaseEnded.of({ licenseId, organizationId, installationId, reason: ran ? end : 'expired' }, now),
      );
      await this.history.tell(licenseId, told);
      some = ended.length;
    }
  }

  /** Writes down which leases ran out. */
  async clearLeases(license: License): Promise<void> {
    const now = this.clock.now();
    const leases = await this.leases.runOut(license.id, now);
    for (const lease of leases) lease.end(license, 'expired', now);
    await this.history.record(license.id, ...leases);
  }
}
