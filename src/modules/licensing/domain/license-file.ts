import { canonicalJson, type Json } from '../../../kernel/canonical-json.js';
import { day, later, minute } from '../../../kernel/clock.js';
import type { Installation } from './installation.js';
import type { License } from './license.js';
import type { Policy } from './policy.js';
import { printSerialNumber } from './serial-number.js';

/** What a license file says on request beyond what the product needs to run. */
export const fileClaims = ['organization', 'order', 'machine', 'limits'] as const;

export type FileClaim = (typeof fileClaims)[number];

/** The payload of a license file, format 1; see docs/license-files.md. Instants are ISO 8601 in UTC. */
export interface LicenseFile {
  readonly format: 1;
  readonly id: string;
  readonly license: {
    /** As printed. */
    readonly serialNumber: string;
    readonly product: string;
    readonly edition: string | null;
    readonly features: readonly string[];
    readonly expiresAt: string | null;
    readonly maintenanceEndsAt: string;
    readonly installationLimit: number;
  };
  /** Null: any machine. */
  readonly installation: { readonly id: string; readonly fingerprint: string } | null;
  readonly issuedAt: string;
  readonly notBefore: string;
  readonly expiresAt: string;
  readonly claims: Readonly<Record<string, Json>>;
}

/** What a file is written from. */
export interface FileSources {
  readonly id: string;
  readonly license: License;
  readonly policy: Policy;
  readonly productCode: string;
  readonly editionCode: string | null;
  readonly installation: Installation;
  readonly claims: readonly FileClaim[];
  /** The file ends then at the latest; null: only the policy and the license end it. */
  readonly until: Date | null;
}

/** How far the clock of a machine may be behind the portal's. */
const skew = 10 * minute;

/** The file of an installation. It lasts as long as the policy says, and never longer than the license. */
export function licenseFileOf(of: FileSources, now: Date): LicenseFile {
  const { id, license, policy, productCode, editionCode, installation, claims } = of;
  const ends = [later(now, policy.fileDays * day), license.expiresAt, of.until].filter((end) => end !== null);
  return {
    format: 1,
    id,
    license: {
      serialNumber: printSerialNumber(license.serialNumber),
      product: productCode,
      edition: editionCode,
      features: license.features(policy),
      expiresAt: license.expiresAt?.toISOString() ?? null,
      maintenanceEndsAt: license.maintenanceEndsAt.toISOString(),
      installationLimit: license.installationLimit(policy),
    },
    installation: { id: installation.id, fingerprint: installation.fingerprint },
    issuedAt: now.toISOString(),
    notBefore: later(now, -skew).toISOString(),
    expiresAt: new Date(Math.min(...ends.map(Number))).toISOString(),
    claims: Object.fromEntries(claims.map((claim) => [claim, claimed[claim](of)])),
  };
}

const claimed: Readonly<Record<FileClaim, (of: FileSources) => Json>> = {
  organization: ({ license }) => license.organizationId,
  order: ({ license }) => license.orderId,
  machine: ({ installation: { name, platform, appVersion } }) => ({ name, platform, version: appVersion }),
  limits: ({ policy }) => ({ kind: policy.kind, cores: policy.coreLimit, users: policy.userLimit }),
};

/** The bytes that are signed. */
export function filePayload(file: LicenseFile): Buffer {
  return Buffer.from(canonicalJson(file as unknown as Json), 'utf8');
}
