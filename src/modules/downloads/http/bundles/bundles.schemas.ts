import { z } from 'zod';
import { id } from '../../../../platform/http/fields.js';
import type { ShownBundle } from '../../application/bundles/show-bundles.js';
import { platforms } from '../releases.schemas.js';

export const bundleWish = z.strictObject({
  licenseId: id('license').describe('A license of yours that covers the release.'),
  releaseId: id('release'),
  platform: z.enum(platforms, 'Choose one of the platforms.').describe('Files for all platforms are added.'),
});

export const bundleFormQuery = z.object({ release: z.string().max(60).optional().catch(undefined) });

export const bundleAnswer = z
  .object({
    id: z.uuid(),
    licenseId: z.uuid(),
    releaseId: z.uuid(),
    productName: z.string(),
    version: z.string(),
    serialNumber: z.string(),
    platform: z.string(),
    withLicenseFiles: z
      .boolean()
      .describe(
        'Whether it holds the license files of machines without internet; only who manages licenses gets them.',
      ),
    status: z.enum(['building', 'ready', 'failed']),
    failure: z
      .enum(['refused', 'changed'])
      .nullable()
      .describe(
        'refused: the license does not cover the release. changed: a stored file is not what was published.',
      ),
    progress: z.int().min(0).max(100).describe('Of a hundred.'),
    requestedAt: z.iso.datetime(),
    readyAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().describe('Until then it can be downloaded.'),
    sizeBytes: z.number().nullable(),
    sha256: z.string().nullable().describe('SHA-256 of the archive, lower-case hex.'),
    href: z.string().describe('Where its bytes are, once it is ready.'),
  })
  .meta({ id: 'Bundle', description: 'Everything that a machine without internet needs for one release.' });

export const bundleList = z
  .object({ items: z.array(bundleAnswer) })
  .meta({ id: 'BundleList', description: 'The bundles that are there, the newest first; few at a time.' });

export function answerOf(bundle: ShownBundle): z.input<typeof bundleAnswer> {
  const { requestedAt, readyAt, expiresAt, ...facts } = bundle;
  return {
    ...facts,
    requestedAt: requestedAt.toISOString(),
    readyAt: readyAt?.toISOString() ?? null,
    expiresAt: expiresAt.toISOString(),
    href: `/api/v1/bundles/${bundle.id}/content`,
  };
}
