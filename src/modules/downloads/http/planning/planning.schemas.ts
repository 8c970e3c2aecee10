import { z } from 'zod';
import { id, line } from '../../../../platform/http/fields.js';
import type { UpgradePlan } from '../../application/planning/plan-upgrade.js';
import { contentUrl } from '../releases.schemas.js';

export const planQuery = z.strictObject({
  productId: id('product').describe('A product that you have a license of.'),
  from: line(60, 'version').describe('The version that is installed, e.g. `2.3.0`.'),
  to: line(60, 'version')
    .optional()
    .describe('The version to get to; the newest one your licenses include when left out.'),
});

const words = z.string().max(200).optional().catch(undefined);

/** The form of the page: what is not filled in is asked for, and nothing is refused before. */
export const planPageQuery = z.object({ product: words, from: words, to: words });

const size = z.object({
  platform: z.string(),
  sizeBytes: z.number().describe('The most that is downloaded: the largest file of each step.'),
});

const step = z.object({
  releaseId: z.uuid(),
  version: z.string(),
  title: z.string(),
  publishedAt: z.iso.datetime(),
  critical: z.boolean(),
  breakingChanges: z
    .array(z.object({ version: z.string(), markdown: z.string() }))
    .describe('Of every version passed since the step before, oldest first.'),
  files: z.array(
    z.object({
      id: z.uuid(),
      fileName: z.string(),
      platform: z.string(),
      architecture: z.string(),
      type: z.string(),
      sizeBytes: z.number(),
      sha256: z.string(),
      href: z.string(),
    }),
  ),
});

export const planAnswer = z
  .object({
    productId: z.uuid(),
    productName: z.string(),
    from: z.string(),
    to: z.string().nullable().describe('Null when there is no such release.'),
    outcome: z
      .enum([
        'PATH',
        'UP_TO_DATE',
        'UNKNOWN_VERSION',
        'OLDER_VERSION',
        'NOTHING_PERMITTED',
        'REFUSED',
        'NO_WAY',
      ])
      .describe(
        'PATH: the steps lead there. Otherwise they lead as far as one gets, and `because` says why.',
      ),
    obstacle: z.string().nullable().describe('The version on the way that cannot be reached.'),
    because: z.array(z.string()).describe('Why there is no path, in your language.'),
    remedy: z.array(z.string()).describe('What you can do.'),
    steps: z.array(step).describe('Install them one after the other.'),
    sizes: z.array(size).describe('Of all steps together, per platform that every step has a file for.'),
  })
  .meta({ id: 'UpgradePlan', description: 'How to get from one version of a product to another.' });

export function planOf({ path, sizes, ...plan }: UpgradePlan): z.input<typeof planAnswer> {
  return {
    ...plan,
    to: path.goal?.version ?? null,
    outcome: path.outcome,
    obstacle: ('obstacle' in path && path.obstacle?.version) || null,
    because: [...plan.because],
    remedy: [...plan.remedy],
    steps: path.steps.map(({ release, breaking }) => ({
      releaseId: release.id,
      version: release.version,
      title: release.title,
      publishedAt: release.publishedAt.toISOString(),
      critical: release.critical,
      breakingChanges: breaking.map(({ version, breakingChanges }) => ({
        version,
        markdown: breakingChanges,
      })),
      files: release.artifacts.map((file) => ({
        id: file.id,
        fileName: file.fileName,
        platform: file.platform,
        architecture: file.architecture,
        type: file.type,
        sizeBytes: file.sizeBytes,
        sha256: file.sha256,
        href: contentUrl(release.id, file.id),
      })),
    })),
    sizes: [...sizes],
  };
}
