import { Injectable } from '@nestjs/common';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { fingerprintTag, isOfMachine, taggedFingerprint } from '../../domain/fingerprint.js';
import type { LicenseStatus } from '../../domain/license-status.js';
import type { Overage, PolicyKind, TermBeginning } from '../../domain/policy.js';
import { parseSerialNumber } from '../../domain/serial-number.js';
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
  readonly serialNumber: string;
  readonly status: LicenseStatus;
  readonly expiresAt: Date | null;
  readonly termBeganAt: Date | null;
  readonly maintenanceEndsAt: Date;
  readonly grantedFeatures: readonly string[];
  readonly kind: PolicyKind;
  readonly overage: Overage;
  readonly termBegins: TermBeginning;
  readonly heartbeatSeconds: number | null;
  readonly policyFeatures: readonly string[];
  /** All that follows is null when the license does not know the machine. */
  readonly installationId: string | null;
  readonly fingerprint: string | null;
  readonly uidHash: Buffer | null;
  readonly launchKey: Buffer | null;
  readonly lastSeenAt: Date | null;
  readonly releasedAt: Date | null;
  readonly releaseReason: ReleaseReason | null;
  /** Of its lease, when one was taken and not returned. */
  readonly leaseEndsAt: Date | null;
}

const columns = sql`
  l.id as "licenseId", l.serial_number as "serialNumber", l.status, l.expires_at as "expiresAt",
  l.term_began_at as "termBeganAt", l.maintenance_ends_at as "maintenanceEndsAt",
  l.granted_features as "grantedFeatures", y.kind, y.overage, y.term_begins as "termBegins",
  y.heartbeat_seconds as "heartbeatSeconds", y.features as "policyFeatures", i.id as "installationId",
  i.fingerprint, i.uid_hash as "uidHash", i.launch_key as "launchKey", i.last_seen_at as "lastSeenAt",
  i.released_at as "releasedAt", i.release_reason as "releaseReason", e.expires_at as "leaseEndsAt"`;

const lease = sql`
  left join licensing.lease e on e.installation_id = i.id and e.returned_at is null and y.kind = 'floating'`;

// The machine's installation in use, or else the last one it had; the second branch runs only when the first has none.
// The offline desk may know it by its tag alone (row LI-4).
const byFingerprint = (known: readonly [string, string]): Statement => sql`
  left join lateral (
    (select * from licensing.installation u
      where u.license_id = l.id and u.fingerprint in (${known[0]}, ${known[1]}) and u.released_at is null)
    union all
    (select * from licensing.installation r
      where r.license_id = l.id and r.fingerprint in (${known[0]}, ${known[1]}) and r.released_at is not null
      order by r.released_at desc limit 1)
    limit 1) i on true`;

const byUid = (hash: Buffer): Statement => sql`
  left join licensing.installation i on i.license_id = l.id and i.uid_hash = ${hash}`;

const noMachine = sql`
  left join licensing.installation i on false`;

/** Finds the license and machine of a call with a single statement and without a unit of work. */
@Injectable()
export class FindMachine {
  constructor(private readonly database: ReadDatabase) {}

  /** Null when there is no such license. A UID that is not the machine's names no machine. */
  async named({ serialNumber, fingerprint, uid }: Named): Promise<FoundMachine | null> {
    const serial = parseSerialNumber(serialNumber);
    if (serial === null) return null;
    const hash = uid === null ? null : uidHash(uid);
    const machine =
      fingerprint !== null
        ? byFingerprint([fingerprint, taggedFingerprint(fingerprintTag(fingerprint))])
        : hash !== null
          ? byUid(hash)
          : noMachine;
    const found = await this.find(machine, sql`where l.serial_number = ${serial}`);
    return found && hash !== null && !found.uidHash?.equals(hash) ? withoutMachine(found) : found;
  }

  /** By the id that the activation gave it; null when there is none. */
  async installed(installationId: string): Promise<FoundMachine | null> {
    return this.find(sql`join licensing.installation i on i.id = ${installationId} and i.license_id = l.id`);
  }

  private async find(machine: Statement, condition: Statement = nothing): Promise<FoundMachine | null> {
    return this.database.one<FoundMachine>(sql`
      select ${columns}
      from licensing.license l
        join licensing.policy y on y.id = l.policy_id
        ${machine}
        ${lease}
      ${condition}`);
  }
}

function withoutMachine(found: FoundMachine): FoundMachine {
  const nobody = { installationId: null, fingerprint: null, uidHash: null, launchKey: null };
  return { ...found, ...nobody, lastSeenAt: null, releasedAt: null, releaseReason: null, leaseEndsAt: null };
}

/** Whether what a signed call says of license and machine, if anything, is true of the installation that signed it. */
export function isAbout(
  found: FoundMachine,
  names: { readonly serialNumber?: string | undefined; readonly fingerprint?: string | undefined },
): boolean {
  const { serialNumber, fingerprint } = names;
  if (fingerprint !== undefined && !isOfMachine(found.fingerprint ?? '', fingerprint)) return false;
  return serialNumber === undefined || parseSerialNumber(serialNumber) === found.serialNumber;
}
