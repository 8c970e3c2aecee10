import { Injectable } from '@nestjs/common';
import { ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { fingerprintTag, isOfMachine, taggedFingerprint } from '../../domain/fingerprint.js';
import type { LicenseStatus } from '../../domain/license-status.js';
import type { Overage, PolicyKind, TermBeginning } from '../../domain/policy.js';
import { parseSerialNumber, type SerialNumber } from '../../domain/serial-number.js';
import { uidHash } from '../../domain/uid.js';
import type { ReleaseReason } from '../../events/installation-released.js';

/** Who says that it is calling. A fingerprint or UID of null: only the license is meant. */
export interface Named {
  readonly serialNumber: string;
  readonly fingerprint: string | null;
  readonly uid: string | null;
}

/** A license, its rules, and the machine that calls: all that a verdict on the hot path takes, in one row. */
export interface FoundMachine {
  readonly licenseId: string;
  readonly status: LicenseStatus;
  readonly expiresAt: Date | null;
  readonly termBeganAt: Date | null;
  readonly maintenanceEndsAt: Date;
  readonly kind: PolicyKind;
  readonly overage: Overage;
  readonly installationLimit: number;
  readonly termBegins: TermBeginning;
  readonly heartbeatSeconds: number | null;
  /** Of its policy and its own, in no order. */
  readonly features: readonly string[];
  /** All that follows is null when the license does not know the machine. */
  readonly installationId: string | null;
  readonly lastSeenAt: Date | null;
  readonly releasedAt: Date | null;
  readonly releaseReason: ReleaseReason | null;
  /** Of its lease, when one was taken and not returned. */
  readonly leaseEndsAt: Date | null;
}

/** A machine that signed its call, and what the signature is checked with. */
export interface SignedMachine extends FoundMachine {
  readonly serialNumber: string;
  readonly fingerprint: string;
  /** Null when it registered none. */
  readonly launchKey: Buffer | null;
}

// Each column of each call is described, read and kept, so there is none that is not needed.
const columns = sql`
  l.id as "licenseId", l.status, l.expires_at as "expiresAt", l.term_began_at as "termBeganAt",
  l.maintenance_ends_at as "maintenanceEndsAt", y.features || l.granted_features as features, y.kind, y.overage,
  coalesce(l.own_installation_limit, y.installation_limit) as "installationLimit",
  y.term_begins as "termBegins", y.heartbeat_seconds as "heartbeatSeconds", i.id as "installationId",
  i.last_seen_at as "lastSeenAt", i.released_at as "releasedAt", i.release_reason as "releaseReason",
  e.expires_at as "leaseEndsAt"`;

const columnsOfSigned = sql`
  ${columns}, l.serial_number as "serialNumber", i.fingerprint, i.launch_key as "launchKey"`;

const lease = sql`
  left join licensing.lease e on e.installation_id = i.id and e.returned_at is null and y.kind = 'floating'`;

const inUse = (fingerprint: string): Statement => sql`
  left join licensing.installation i
    on i.license_id = l.id and i.fingerprint = ${fingerprint} and i.released_at is null`;

// The machine's installation in use, or else the last one it had; the second branch runs only when the first has none.
// The offline desk may know it by its tag alone (row LI-4).
const byFingerprint = (known: readonly [string, string], proof: Statement): Statement => sql`
  left join lateral (
    (select * from licensing.installation u
      where u.license_id = l.id and u.fingerprint in (${known[0]}, ${known[1]}) and u.released_at is null)
    union all
    (select * from licensing.installation r
      where r.license_id = l.id and r.fingerprint in (${known[0]}, ${known[1]}) and r.released_at is not null
      order by r.released_at desc limit 1)
    limit 1) i on ${proof}`;

const byUid = (hash: Buffer): Statement => sql`
  left join licensing.installation i on i.license_id = l.id and i.uid_hash = ${hash}`;

const noMachine = sql`
  left join licensing.installation i on false`;

const ofLicenses = sql`
  from licensing.license l
    join licensing.policy y on y.id = l.policy_id`;

/** Finds the license and machine of a call without a unit of work. */
@Injectable()
export class FindMachine {
  constructor(private readonly database: ReadDatabase) {}

  /** Null when there is no such license. A UID that is not the machine's names no machine. */
  async named({ serialNumber, fingerprint, uid }: Named): Promise<FoundMachine | null> {
    const serial = parseSerialNumber(serialNumber);
    if (serial === null) return null;
    // Nearly all calls are of machines that have a place: they take this one statement, which costs a third less than
    // looking for machines that are known by a tag or had a place before.
    if (fingerprint !== null && uid === null) {
      const found = await this.ofLicense(serial, inUse(fingerprint));
      if (found === null || found.installationId !== null) return found;
    }
    return this.ofLicense(serial, machineOf(fingerprint, uid));
  }

  private async ofLicense(serial: SerialNumber, machine: Statement): Promise<FoundMachine | null> {
    return this.database.one<FoundMachine>(sql`
      select ${columns} ${ofLicenses} ${machine} ${lease} where l.serial_number = ${serial}`);
  }

  /** By the id that the activation gave it; null when there is none. */
  async installed(installationId: string): Promise<SignedMachine | null> {
    return this.database.one<SignedMachine>(sql`
      select ${columnsOfSigned} ${ofLicenses}
        join licensing.installation i on i.id = ${installationId} and i.license_id = l.id ${lease}`);
  }
}

function machineOf(fingerprint: string | null, uid: string | null): Statement {
  const hash = uid === null ? null : uidHash(uid);
  if (fingerprint === null) return hash === null ? noMachine : byUid(hash);
  const proof = hash === null ? sql`true` : sql`i.uid_hash = ${hash}`;
  return byFingerprint([fingerprint, taggedFingerprint(fingerprintTag(fingerprint))], proof);
}

/** Whether what a signed call says of license and machine, if anything, is true of the installation that signed it. */
export function isAbout(
  found: SignedMachine,
  names: { readonly serialNumber?: string | undefined; readonly fingerprint?: string | undefined },
): boolean {
  const { serialNumber, fingerprint } = names;
  if (fingerprint !== undefined && !isOfMachine(found.fingerprint, fingerprint)) return false;
  return serialNumber === undefined || parseSerialNumber(serialNumber) === found.serialNumber;
}
