import { z } from 'zod';
import { id, instant, line, multiline, searchWords } from '../../../../platform/http/fields.js';
import { listQuery, pageCursor } from '../../../../platform/http/paging.js';
import { featureCode } from '../../application/console/policy-choices.js';

const statuses = ['active', 'suspended', 'revoked', 'expired'] as const;
const wholeDays = 'Use a whole number of days from 1 to 366.';
const days = z.coerce.number(wholeDays).int(wholeDays).min(1, wholeDays).max(366, wholeDays);

/** What staff search licenses by, in the API. */
export const searchQuery = listQuery.extend({
  query: searchWords()
    .default('')
    .describe(
      'A serial number or its beginning, a part of the name of the organization, a whole fingerprint or order number.',
    ),
  status: z.enum(statuses, 'Use active, suspended, revoked or expired.').optional(),
  productId: id('product').optional(),
  endsWithinDays: days.optional().describe('The license or its updates end within so many days.'),
  orderId: id('order').optional(),
  organizationId: id('organization').optional(),
});

/** The same in the address of the page, where what is malformed or empty is left out. */
export const searchPageQuery = z.object({
  query: searchWords().catch(''),
  status: z.enum(statuses).optional().catch(undefined),
  productId: z.uuid().optional().catch(undefined),
  endsWithinDays: days.optional().catch(undefined),
  orderId: z.uuid().optional().catch(undefined),
  organizationId: z.uuid().optional().catch(undefined),
  cursor: pageCursor,
});

const reason = multiline(500, 'reason').describe('Only staff see it.');
const sku = line(64, 'product').describe('The code of a product or of an edition.');
const wholeCount = 'Use a whole number from 1 to 100.';
const count = z.int(wholeCount).min(1, wholeCount).max(100, wholeCount);
const wholeLimit = 'Use a whole number from 1 to 1,000,000, or leave it out.';
const ownLimit = z.int(wholeLimit).min(1, wholeLimit).max(1_000_000, wholeLimit).nullable();

export const featureCodes = z
  .array(
    z
      .string()
      .regex(featureCode, 'Use letters, digits, dots, dashes and underscores in the code of a feature.'),
  )
  .max(200, 'Use at most 200 features.');

/** Codes as people type them: separated by spaces, commas or lines. */
export const typedFeatures = z
  .string()
  .max(20_000, 'Use at most 200 features.')
  .default('')
  .transform((text) => text.split(/[\s,;]+/).filter(Boolean))
  .pipe(featureCodes);

/** An empty field is no value; anything else is read as a number. */
export const typedNumber = <Schema extends z.ZodType<number | null, number | null>>(schema: Schema) =>
  z
    .string()
    .max(40)
    .optional()
    .transform((text) => (text === undefined || text.trim() === '' ? null : Number(text)))
    .pipe(schema);

export const issueBody = z
  .strictObject({
    organizationId: id('organization'),
    sku,
    count: count.default(1),
    expiresAt: instant.nullable().default(null).describe('Null: the policy decides.'),
    reason,
  })
  .meta({ id: 'LicenseIssue', description: 'Licenses that staff give an organization.' });

export const issueForm = z.object({
  organizationId: id('organization'),
  sku,
  count: typedNumber(count),
  expiresOn: z
    .union([z.literal(''), z.iso.date('Use a date like 2027-11-20.')])
    .default('')
    // The day itself is still included, wherever the customer is.
    .transform((date) => (date === '' ? null : new Date(`${date}T23:59:59.000Z`))),
  reason,
});

export const transferBody = z
  .strictObject({
    organizationId: id('organization'),
    reason,
    newSerialNumber: z
      .boolean()
      .default(true)
      .describe('Whether the license gets another serial number, so that the one before is nobody’s.'),
  })
  .meta({ id: 'LicenseTransfer', description: 'The organization that the license is to belong to.' });

export const transferForm = z.object({
  organizationId: id('organization'),
  reason,
  newSerialNumber: z.literal('true').optional(),
});

export const extendBody = z
  .strictObject({
    installationLimit: ownLimit.describe('Of this license alone; null: the one of its policy.'),
    features: featureCodes.describe('Beyond those of its policy.'),
    reason,
  })
  .meta({ id: 'LicenseExtension', description: 'What the license has beside its policy.' });

export const extendForm = z.object({
  installationLimit: typedNumber(ownLimit),
  features: typedFeatures,
  reason,
});

const at = z.iso.datetime();
const dates = {
  expiresAt: at.nullable().describe('Null: it does not end, or its term has not begun.'),
  maintenanceEndsAt: at,
};

export const issuedAnswer = z
  .object({ items: z.array(z.object({ id: z.uuid(), serialNumber: z.string().describe('As printed.') })) })
  .meta({ id: 'IssuedLicenses', description: 'The new licenses.' });

export const renewalAnswer = z
  .object({
    ...dates,
    renewed: z
      .object(dates)
      .nullable()
      .describe('The dates that a renewal today would bring; null when it could not be renewed.'),
  })
  .meta({ id: 'LicenseRenewalPreview', description: 'The dates of a license, and those of its renewal.' });

export const renewedAnswer = z
  .object({ id: z.uuid(), ...dates })
  .meta({ id: 'RenewedLicense', description: 'The new dates.' });

export const transferredAnswer = z
  .object({
    id: z.uuid(),
    organizationId: z.uuid(),
    serialNumber: z.string().describe('As printed, and as it is now.'),
  })
  .meta({ id: 'TransferredLicense', description: 'Whose the license is now.' });

export const extendedAnswer = z
  .object({ id: z.uuid(), installationLimit: z.int().nullable(), features: z.array(z.string()) })
  .meta({ id: 'ExtendedLicense', description: 'What the license has beside its policy.' });
