import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import { fingerprintTag, taggedFingerprint } from '../domain/fingerprint.js';
import { Installation, type InstallationId } from '../domain/installation.js';
import { License, type LicenseId } from '../domain/license.js';
import type { SerialNumber } from '../domain/serial-number.js';

/** What installations in use take of a license. */
export interface InUse {
  readonly installations: number;
  readonly cores: number;
  readonly users: number;
}

/** Licenses and their installations for commands. */
@Injectable()
export class LicenseRepository {
  constructor(private readonly em: EntityManager) {}

  /** @throws NotFound */
  async byId(id: string): Promise<License> {
    const license = await this.em.findOne(License, { id: id as LicenseId });
    if (!license) throw NotFound.of('license');
    return license;
  }

  /** The license, locked until the transaction ends. @throws NotFound */
  async locked(id: string): Promise<License> {
    const license = await this.em.findOne(
      License,
      { id: id as LicenseId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!license) throw NotFound.of('license');
    return license;
  }

  /** The license, locked until the transaction ends so that its installations can be counted; null when there is none. */
  async lockedBySerialNumber(serialNumber: SerialNumber): Promise<License | null> {
    return this.em.findOne(License, { serialNumber }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }

  /** The machine's installation that is in use; null when there is none. It may be known by its tag alone (row LI-4). */
  async installationOn(licenseId: LicenseId, fingerprint: string): Promise<Installation | null> {
    const known = [fingerprint, taggedFingerprint(fingerprintTag(fingerprint))];
    return this.em.findOne(Installation, { licenseId, fingerprint: { $in: known }, releasedAt: null });
  }

  /** The installation in use of a machine of which only the tag is told; null when there is none. */
  async installationTagged(licenseId: LicenseId, tag: string): Promise<Installation | null> {
    const inUse = await this.em.execute<{ id: InstallationId; fingerprint: string }[]>(
      'select id, fingerprint from licensing.installation where license_id = ? and released_at is null',
      [licenseId],
    );
    const found = inUse.find(
      ({ fingerprint }) => fingerprint === taggedFingerprint(tag) || fingerprintTag(fingerprint) === tag,
    );
    return found ? this.em.findOne(Installation, { id: found.id }) : null;
  }

  /** Installation of the license, in use or released. @throws NotFound */
  async installation(licenseId: LicenseId, id: string): Promise<Installation> {
    const installation = await this.em.findOne(Installation, { id: id as InstallationId, licenseId });
    if (!installation) throw NotFound.of('installation');
    return installation;
  }

  /** The same when its owner of today has or had it; those of an owner before are none of theirs. @throws NotFound */
  async ownInstallation(licenseId: LicenseId, id: string): Promise<Installation> {
    const installation = await this.installation(licenseId, id);
    if (installation.releasedAt === null) return installation;
    const transfers = await this.em.execute(
      `select 1 from licensing.license_event
       where license_id = ? and kind = 'license-transferred' and at >= ? limit 1`,
      [licenseId, installation.releasedAt],
    );
    if (transfers.length > 0) throw NotFound.of('installation');
    return installation;
  }

  /** Whether it ever had another serial number. */
  async wasRenumbered(licenseId: LicenseId): Promise<boolean> {
    const found = await this.em.execute(
      `select 1 from licensing.license_event where license_id = ? and kind = 'license-renumbered' limit 1`,
      [licenseId],
    );
    return found.length > 0;
  }

  /** Installations in use that were last seen, and should have been, before an instant, at most 1,000. */
  async silentSince(licenseId: LicenseId, before: Date): Promise<Installation[]> {
    return this.em.find(
      Installation,
      {
        licenseId,
        releasedAt: null,
        lastSeenAt: { $lt: before },
        $or: [{ offlineUntil: null }, { offlineUntil: { $lt: before } }],
      },
      { limit: 1_000, orderBy: { lastSeenAt: 'asc' } },
    );
  }

  /** Takes the places of machines in use without loading them, at most so many. @returns their ids */
  async releaseSome(
    licenseId: LicenseId,
    by: { readonly reason: Installation['releaseReason']; readonly now: Date; readonly most: number },
  ): Promise<readonly InstallationId[]> {
    const released = await this.em.execute<{ id: InstallationId }[]>(
      `update licensing.installation set released_at = ?::timestamptz, release_reason = ?, version = version + 1
       where id in (select id from licensing.installation where license_id = ? and released_at is null limit ?)
       returning id`,
      [by.now, by.reason, licenseId, by.most],
    );
    return released.map(({ id }) => id);
  }

  /** What the license's installations in use take together, without one of them. */
  async inUse(licenseId: LicenseId, without: InstallationId | null): Promise<InUse> {
    const [row] = await this.em.execute<InUse[]>(
      `select count(*)::int as installations, coalesce(sum(cores), 0)::int as cores,
         coalesce(sum(users), 0)::int as users
       from licensing.installation
       where license_id = ? and released_at is null and id is distinct from ?::uuid`,
      [licenseId, without],
    );
    return row ?? { installations: 0, cores: 0, users: 0 };
  }
}
