import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Installation, InstallationId } from '../domain/installation.js';
import { Lease } from '../domain/lease.js';
import type { LicenseId } from '../domain/license.js';

const stillRuns = (now: Date) => ({ returnedAt: null, expiresAt: { $gt: now } });

/** Leases for commands, which hold the license's lock. */
@Injectable()
export class LeaseRepository {
  constructor(private readonly em: EntityManager) {}

  /** The machine's lease, running or over; null when it never took one. */
  async of(installationId: InstallationId): Promise<Lease | null> {
    return this.em.findOne(Lease, { installationId });
  }

  /** How many run, without that of one machine. */
  async runningOthers(licenseId: LicenseId, without: InstallationId | null, now: Date): Promise<number> {
    const others = without === null ? {} : { installationId: { $ne: without } };
    return this.em.count(Lease, { licenseId, ...others, ...stillRuns(now) });
  }

  /** Leases of the license that nobody ended yet, run out or not. */
  async open(licenseId: LicenseId): Promise<Lease[]> {
    return this.em.find(Lease, { licenseId, returnedAt: null });
  }

  /** The same of some of its machines. */
  async openOf(installations: readonly Installation[]): Promise<Lease[]> {
    if (installations.length === 0) return [];
    return this.em.find(Lease, {
      installationId: { $in: installations.map(({ id }) => id) },
      returnedAt: null,
    });
  }

  /** Leases of the license that ran out without that anybody wrote it down, at most 1,000. */
  async runOut(licenseId: LicenseId, now: Date): Promise<Lease[]> {
    const over = { licenseId, returnedAt: null, expiresAt: { $lte: now } };
    return this.em.find(Lease, over, { limit: 1_000, orderBy: { expiresAt: 'asc' } });
  }
}
