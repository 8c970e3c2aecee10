import { z } from 'zod';
import { isId } from '../../../../kernel/ids.js';
import { id, searchWords } from '../../../../platform/http/fields.js';

export const adviceQuery = z.strictObject({
  licenseId: id('license').describe('That the request is about.'),
  product: searchWords(60).describe('The code of the product, as its manifest says.'),
  version: searchWords(60).describe('As its manifest says.'),
});

/** What the page asks; what does not fit is nothing to advise on. */
export const adviceAddress = z.object({
  licenseId: z.string().refine(isId).nullable().catch(null),
  product: searchWords(60).catch(''),
  version: searchWords(60).catch(''),
});

export const bundleAdvice = z
  .object({
    otherThan: z
      .object({ code: z.string(), name: z.string() })
      .nullable()
      .describe('The product of the license, where the bundle is of another one; null otherwise.'),
    newer: z
      .object({
        ref: z.uuid(),
        productName: z.string(),
        version: z.string(),
        href: z.string().describe('Below this portal.'),
      })
      .nullable()
      .describe('The newest release that the license covers, where the bundle is of an older one.'),
  })
  .meta({ id: 'BundleAdvice' });
