import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';
import { pageCursor } from '../../../../platform/http/paging.js';
import { typedFeatures, typedNumber } from '../console/console.schemas.js';
import { editionBody, policyBody, productBody } from '../console/products.schemas.js';

const { shape } = policyBody;

/** One counter a line: its name, how much, and when it begins again, as in `exports 1000 month`. */
const typedUsage = z
  .string()
  .max(10_000, 'Use at most 50 counters.')
  .default('')
  .transform((text, context) => {
    const lines = text.split(/\r?\n/).map((one, index) => ({ words: one.trim(), place: index + 1 }));
    return lines
      .filter(({ words }) => words !== '')
      .map(({ words, place }) => {
        const read = /^(\S+)\s+(\d{1,15}|unlimited)\s+(never|day|month|year)$/.exec(words);
        if (!read)
          context.addIssue({
            code: 'custom',
            message: `Write line ${place} as a name, an amount or unlimited, and never, day, month or year.`,
          });
        const [, counter = '', amount = '', period = ''] = read ?? [];
        return { counter, allowance: amount === 'unlimited' ? null : Number(amount), period };
      });
  });

const rules = {
  name: shape.name,
  kind: shape.kind,
  installationLimit: typedNumber(shape.installationLimit),
  coreLimit: typedNumber(shape.coreLimit),
  userLimit: typedNumber(shape.userLimit),
  overage: shape.overage,
  termBegins: shape.termBegins,
  renewsFrom: shape.renewsFrom,
  maintenanceMonths: typedNumber(shape.maintenanceMonths),
  validityMonths: typedNumber(shape.validityMonths),
  heartbeatSeconds: typedNumber(shape.heartbeatSeconds),
  leaseSeconds: typedNumber(shape.leaseSeconds),
  fileDays: typedNumber(shape.fileDays),
  releasesAllowed: typedNumber(shape.releasesAllowed),
  releaseWindowDays: typedNumber(shape.releaseWindowDays),
  features: typedFeatures,
};

/** A policy as people type it. */
export const policyForm = z.object({ ...rules, usage: typedUsage.pipe(shape.usage) });

/** What is wanted of a policy that was edited: to see what it would change, to change it, or to go on editing. */
export const policyEditForm = policyForm.extend({
  version: z.coerce.number().int().min(1),
  intent: z.enum(['review', 'save', 'edit']).catch('review'),
  cursor: pageCursor,
});

/** A product as people type it, with its first policy. */
export const productForm = z.object({ ...rules, sku: productBody.shape.sku, productName: line(120, 'name') });

/** An edition as people type it. */
export const editionForm = z.object(editionBody.shape);
