import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Installation, InstallationId } from '../domain/installation.js';
import { Lease } from '../domain/lease.js';
import type { LicenseId } from '../domain/license.js';

/** A lease that is over now; `ran` until now, or had it run out before? */
export interface EndedLease {
  readonly installationId: string;
  readonly ran: boolean;
}

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

  /** Ends leases of the license that nobody ended yet, run out or not, without loading them: at most so many. */
  async endSome(licenseId: LicenseId, now: Date, most: number): Promise<readonly EndedLease[]> {
    return this.em.execute<EndedLease[]>(
      `update licensing.lease set returned_at = least(expires_at, ?::timestamptz)
       where id in (select id from licensing.lease where license_id = ? and returned_at is null limit ?)
       returning installation_id as "installationId", expires_at > ?::timestamptz as ran`,
      [now, licenseId, most, now],
    );
  }

  /** Those of some machines that nobody ended yet, run out or not. */
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
