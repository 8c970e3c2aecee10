import { z } from 'zod';
import { id, multiline } from '../../../platform/http/fields.js';
import { listing, listQuery } from '../../../platform/http/paging.js';
import { usagePeriods } from '../application/console/policy-choices.js';
import type { ListedLicense } from '../application/list-licenses.js';
import type { ShownLicense } from '../application/show-license.js';
import { releaseReasons } from '../events/installation-released.js';

const listedLicense = z
  .object({
    id: z.uuid(),
    serialNumber: z.string().describe('As printed.'),
    product: z.object({ id: z.uuid(), code: z.string(), name: z.string() }),
    status: z.enum(['active', 'suspended', 'revoked', 'expired']),
    orderId: z.uuid().nullable().describe('Null when it was not bought in a store.'),
    issuedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable().describe('Null: it does not end.'),
    maintenanceEndsAt: z.iso.datetime().describe('Updates published until then are included.'),
    installations: z.object({ inUse: z.int(), limit: z.int() }),
  })
  .meta({
    id: 'LicenseSummary',
    description: 'A license in a list.',
    example: {
      id: '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11',
      serialNumber: 'LK7Q-3M8D-X2PA-9R4T',
      product: { id: '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c12', code: 'LUMEN', name: 'Lumen' },
      status: 'active',
      orderId: null,
      issuedAt: '2026-11-20T09:30:00.000Z',
      expiresAt: null,
      maintenanceEndsAt: '2027-11-20T09:30:00.000Z',
      installations: { inUse: 1, limit: 3 },
    },
  });

export const licenseList = listing(listedLicense).meta({
  id: 'LicenseList',
  description: 'Licenses, newest first.',
});

export const staffLicenseList = listing(
  listedLicense
    .extend({ organizationId: z.uuid() })
    .meta({ id: 'StaffLicenseSummary', description: 'A license in a list of staff.' }),
).meta({ id: 'StaffLicenseList', description: 'Licenses, newest first.' });

const installation = z
  .object({
    id: z.uuid(),
    name: z.string().describe('What the product calls the machine.'),
    platform: z.string(),
    version: z.string().describe('Of the product.'),
    activatedAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    cores: z.int().nullable().describe('Null when the product did not say.'),
    users: z.int().nullable().describe('Null when the product did not say.'),
    silent: z.boolean().describe('In use, and not seen for long.'),
    leaseEndsAt: z.iso.datetime().nullable().describe('Of a floating license; null when it holds no lease.'),
    releasedAt: z.iso.datetime().nullable().describe('Null while it is in use.'),
    releaseReason: z.enum(releaseReasons).nullable().describe('Who or what gave the place back.'),
    releasedBy: z.string().nullable().describe('How the person is named; null when none did.'),
  })
  .meta({ id: 'Installation', description: 'A copy of the product on a machine.' });

const usage = z
  .object({
    counter: z.string(),
    used: z.int().describe('In this period.'),
    allowance: z.int().nullable().describe('Null: any number.'),
    period: z.enum(usagePeriods).describe('When it begins again from 0, by UTC.'),
    resetsAt: z.iso.datetime().nullable().describe('Null: never.'),
  })
  .meta({ id: 'LicenseUsage', description: 'What a license used of something that is counted.' });

export const shownLicense = listedLicense
  .extend({
    kind: z.enum(['node-locked', 'floating']).describe('Whether machines or leases take places.'),
    edition: z.string().nullable().describe('Null when the product was sold without one.'),
    features: z.array(z.string()).describe('Codes of what it unlocks.'),
    termBeganAt: z.iso.datetime().nullable().describe('Null while the term has not begun.'),
    cores: z.object({ inUse: z.int(), limit: z.int().nullable() }).describe('Null: any number.'),
    users: z.object({ inUse: z.int(), limit: z.int().nullable() }).describe('Null: any number.'),
    usage: z.array(usage).describe('What its policy counts.'),
    installed: z.array(installation).describe('At most 200, those in use first.'),
  })
  .meta({ id: 'License', description: 'A license with its installations.' });

export const staffLicense = shownLicense
  .extend({
    organizationId: z.uuid(),
    statusReason: z.string().nullable(),
    statusChangedAt: z.iso.datetime(),
  })
  .meta({ id: 'StaffLicense', description: 'A license as staff see it.' });

export const changedStatus = z
  .object({
    id: z.uuid(),
    status: z.enum(['active', 'suspended', 'revoked', 'expired']),
    statusReason: z.string().nullable(),
    statusChangedAt: z.iso.datetime(),
  })
  .meta({ id: 'LicenseStatus', description: 'How the license stands now.' });

export const licenseQuery = listQuery.extend({ orderId: id('order').optional() });

export const reasonBody = z
  .strictObject({ reason: multiline(500, 'reason') })
  .meta({ id: 'LicenseStatusReason', description: 'Why the status changes.' });

export function listedLicenseAnswer(license: ListedLicense): z.output<typeof listedLicense> {
  return {
    id: license.id,
    serialNumber: license.serialNumber,
    product: { id: license.productId, code: license.productCode, name: license.productName },
    status: license.status,
    orderId: license.orderId,
    issuedAt: license.issuedAt.toISOString(),
    expiresAt: license.expiresAt?.toISOString() ?? null,
    maintenanceEndsAt: license.maintenanceEndsAt.toISOString(),
    installations: { inUse: license.installations, limit: license.installationLimit },
  };
}

export function staffListedLicenseAnswer(license: ListedLicense) {
  return { ...listedLicenseAnswer(license), organizationId: license.organizationId };
}

export function licenseAnswer(license: ShownLicense): z.output<typeof shownLicense> {
  const { kind, editionName, features, termBeganAt, cores, coreLimit, users, userLimit } = license;
  return {
    ...listedLicenseAnswer(license),
    kind,
    edition: editionName,
    features: [...features],
    termBeganAt: termBeganAt?.toISOString() ?? null,
    cores: { inUse: cores, limit: coreLimit },
    users: { inUse: users, limit: userLimit },
    usage: license.usage.map((one) => ({ ...one, resetsAt: one.resetsAt?.toISOString() ?? null })),
    installed: license.installed.map(installationAnswer),
  };
}

function installationAnswer(one: ShownLicense['installed'][number]): z.output<typeof installation> {
  return {
    ...one,
    activatedAt: one.activatedAt.toISOString(),
    lastSeenAt: one.lastSeenAt.toISOString(),
    leaseEndsAt: one.leaseEndsAt?.toISOString() ?? null,
    releasedAt: one.releasedAt?.toISOString() ?? null,
    releasedBy: one.releasedBy?.name ?? null,
  };
}

export function staffLicenseAnswer(license: ShownLicense): z.output<typeof staffLicense> {
  const { organizationId, statusReason, statusChangedAt } = license;
  return {
    ...licenseAnswer(license),
    organizationId,
    statusReason,
    statusChangedAt: statusChangedAt.toISOString(),
  };
}
