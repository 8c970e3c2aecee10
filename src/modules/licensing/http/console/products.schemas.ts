import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';
import { listing } from '../../../../platform/http/paging.js';
import {
  overages,
  policyKinds,
  renewalBases,
  termBeginnings,
  usagePeriods,
} from '../../application/console/policy-choices.js';
import { featureCodes } from './console.schemas.js';

const whole = 'Use a whole number within the range that the field allows.';
const number = (min: number, max: number) => {
  const range = `Use a whole number from ${min} to ${max.toLocaleString('en')}.`;
  return z.int(range).min(min, range).max(max, range);
};
const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, 'Choose one of the values that are offered.');

const usage = z.object({
  counter: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'Use small letters, digits and dashes.'),
  allowance: z.int(whole).min(0, whole).nullable().describe('Null: counted without a limit.'),
  period: choice(usagePeriods),
});

/** All rules of a policy. */
export const policyBody = z
  .strictObject({
    name: line(120, 'name'),
    kind: choice(policyKinds),
    installationLimit: number(1, 1_000_000).describe('Installations, or leases of a floating policy.'),
    coreLimit: number(1, 1_000_000).nullable(),
    userLimit: number(1, 1_000_000).nullable(),
    overage: choice(overages),
    termBegins: choice(termBeginnings),
    renewsFrom: choice(renewalBases),
    maintenanceMonths: number(0, 1_200),
    validityMonths: number(1, 1_200).nullable().describe('Null: the license does not end.'),
    heartbeatSeconds: number(60, 31_536_000).nullable(),
    leaseSeconds: number(60, 2_592_000),
    fileDays: number(1, 3_650),
    releasesAllowed: number(0, 1_000),
    releaseWindowDays: number(1, 365),
    features: featureCodes,
    usage: z
      .array(usage)
      .max(50, 'Use at most 50 counters.')
      .refine(
        (all) => new Set(all.map(({ counter }) => counter)).size === all.length,
        'Name each counter once.',
      ),
  })
  .meta({ id: 'LicensePolicyRules', description: 'The rules that licenses of a policy follow.' });

export const policyAnswer = z
  .object({
    ...policyBody.shape,
    id: z.uuid(),
    productId: z.uuid(),
    productName: z.string(),
    version: z.int().describe('Send it as If-Match, in quotes, when you change the policy.'),
    licenses: z.int().describe('How many follow it.'),
  })
  .meta({ id: 'LicensePolicy', description: 'A policy.' });

const listedProduct = z.object({
  id: z.uuid(),
  sku: z.string(),
  name: z.string(),
  editions: z.int(),
  policies: z.int(),
});

export const productList = listing(listedProduct).meta({
  id: 'StaffProductList',
  description: 'Products, by name.',
});

export const productAnswer = z
  .object({
    id: z.uuid(),
    sku: z.string(),
    name: z.string(),
    defaultPolicyId: z.uuid(),
    editions: z.array(
      z.object({
        id: z.uuid(),
        sku: z.string(),
        name: z.string(),
        policyId: z.uuid(),
        policyName: z.string(),
      }),
    ),
    policies: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        kind: z.enum(policyKinds),
        installationLimit: z.int(),
        licenses: z.int(),
      }),
    ),
  })
  .meta({ id: 'StaffProduct', description: 'A product with its editions and policies.' });

const sku = line(64, 'code').describe('The store’s code; unique among products and editions.');

export const editionBody = z
  .strictObject({ sku, name: line(120, 'name'), policyId: z.uuid('Choose a policy of this product.') })
  .meta({ id: 'EditionDefinition', description: 'A variant that is sold under a code of its own.' });

export const productBody = z
  .strictObject({ sku, name: line(120, 'name'), policy: policyBody.omit({ usage: true }) })
  .meta({ id: 'ProductDefinition', description: 'A product with its first policy.' });

export const madeAnswer = z.object({ id: z.uuid() }).meta({ id: 'Made', description: 'What was made.' });
