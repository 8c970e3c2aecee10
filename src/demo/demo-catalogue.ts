import { createCipheriv } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { system } from '../kernel/actor.js';
import { day, later } from '../kernel/clock.js';
import { AttachArtifact } from '../modules/downloads/application/attach-artifact.js';
import { DraftRelease } from '../modules/downloads/application/draft-release.js';
import { PublishRelease } from '../modules/downloads/application/publish-release.js';
import { DefineProduct } from '../modules/licensing/application/define-product.js';

interface DemoRelease {
  readonly product: 'draft' | 'atlas';
  readonly version: string;
  readonly channel: 'stable' | 'beta';
  readonly daysAgo: number;
  readonly title: string;
  readonly notes: string;
}

const products = [
  { code: 'draft', name: 'Northwind Draft', installationLimit: 3 },
  { code: 'atlas', name: 'Northwind Atlas', installationLimit: 5 },
] as const;

const releases: readonly DemoRelease[] = [
  {
    product: 'draft',
    version: '4.1.0',
    channel: 'stable',
    daysAgo: 270,
    title: 'Faster redraw of large sheets',
    notes:
      '## New\n\n- Sheets with more than 10,000 parts redraw four times faster.\n- The ruler snaps to imported edges.\n\n## Fixed\n\n- Printing to A0 no longer cuts the frame.',
  },
  {
    product: 'draft',
    version: '4.2.1',
    channel: 'stable',
    daysAgo: 100,
    title: 'Safer files',
    notes:
      '## Fixed\n\n- A sheet on a network drive is written whole or not at all.\n- Crash when a font was missing.',
  },
  {
    product: 'draft',
    version: '5.0.0',
    channel: 'stable',
    daysAgo: 12,
    title: 'Layers',
    notes:
      '## New\n\n- Layers with their own colors and locks.\n- Export to PDF with layers.\n\n> **Note**\n> Sheets saved by 5.0 open in 4.2 without their layers.',
  },
  {
    product: 'atlas',
    version: '2.3.0',
    channel: 'stable',
    daysAgo: 45,
    title: 'Terrain profiles',
    notes: '## New\n\n- Draw a line and see the profile below the map.\n- Import of GeoPackage files.',
  },
  {
    product: 'atlas',
    version: '2.4.0-beta.2',
    channel: 'beta',
    daysAgo: 5,
    title: 'Beta: shared maps',
    notes: '## Try it\n\n- Two people edit one map. Please tell us what surprises you.',
  },
];

/** The vendor's products and releases, with files that really download. */
export async function seedCatalogue(app: INestApplicationContext): Promise<ReadonlyMap<string, string>> {
  const productIds = new Map<string, string>();
  for (const { code, name, installationLimit } of products) {
    const policy = {
      name: 'Perpetual, one year of updates',
      installationLimit,
      maintenanceMonths: 12,
      validityMonths: null,
    };
    const { productId } = await app.get(DefineProduct, { strict: false }).execute({ code, name, policy });
    productIds.set(code, productId);
  }
  for (const release of releases) await publish(app, release, productIds.get(release.product) ?? '');
  return productIds;
}

async function publish(app: INestApplicationContext, release: DemoRelease, productId: string): Promise<void> {
  const { version, channel, title, notes, product, daysAgo } = release;
  const draft = { productId, version, channel, title, notesMarkdown: notes, critical: false };
  const releaseId = await app.get(DraftRelease, { strict: false }).execute(system, draft);
  for (const platform of ['linux', 'windows', 'macos']) {
    const fileName = `northwind-${product}-${version}-${platform}${platform === 'windows' ? '.exe' : '.run'}`;
    const file = { fileName, platform, architecture: 'x64', type: 'installer', content: installer(fileName) };
    await app.get(AttachArtifact, { strict: false }).execute(system, { releaseId, ...file });
  }
  const publishedAt = later(new Date(), -daysAgo * day);
  await app.get(PublishRelease, { strict: false }).execute(system, { releaseId, publishedAt });
}

/** Two mebibytes that are the same for the same name: a script that greets, then noise. */
function installer(fileName: string): Buffer {
  const head = Buffer.from(
    `#!/bin/sh\necho "This is the demo file ${fileName}; it installs nothing."\nexit 0\n`,
  );
  const key = Buffer.alloc(32, fileName);
  const noise = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(2 * 1024 * 1024));
  return Buffer.concat([head, noise]);
}
