import { createCipheriv } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { system } from '../kernel/actor.js';
import { day, later, second } from '../kernel/clock.js';
import { AttachArtifact } from '../modules/downloads/application/attach-artifact.js';
import { DraftRelease } from '../modules/downloads/application/draft-release.js';
import { PublishRelease } from '../modules/downloads/application/publish-release.js';
import { DefineEdition } from '../modules/licensing/application/console/define-edition.js';
import { DefinePolicy } from '../modules/licensing/application/console/define-policy.js';
import { DefineProduct } from '../modules/licensing/application/define-product.js';
import { ordinaryRules } from '../modules/licensing/domain/policy.js';

interface DemoRelease {
  readonly product: 'draft' | 'atlas';
  readonly version: string;
  readonly channel: 'stable' | 'beta';
  readonly daysAgo: number;
  readonly title: string;
  readonly notes: string;
}

/** What the vendor sells, by id. */
export interface DemoCatalogue {
  readonly draft: string;
  readonly atlas: string;
  /** The edition of Atlas that a team shares. */
  readonly atlasTeam: string;
}

const perpetual = { name: 'Perpetual, one year of updates', maintenanceMonths: 12, validityMonths: null };
const draft = {
  code: 'draft',
  name: 'Northwind Draft',
  policy: { ...perpetual, installationLimit: 3, features: ['DXF-IMPORT', 'LAYERS', 'PDF-EXPORT'] },
};
const atlas = {
  code: 'atlas',
  name: 'Northwind Atlas',
  policy: { ...perpetual, installationLimit: 5, features: ['GEOPACKAGE', 'TERRAIN'] },
};
const team = {
  ...ordinaryRules,
  name: 'Team, by the year',
  kind: 'floating',
  installationLimit: 3,
  maintenanceMonths: 12,
  validityMonths: 12,
  leaseSeconds: (7 * day) / second,
  userLimit: 12,
  features: ['GEOPACKAGE', 'SHARED-MAPS', 'TERRAIN'],
  usage: [{ counter: 'tiles', allowance: 50_000, period: 'month' }],
} as const;

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
export async function seedCatalogue(app: INestApplicationContext): Promise<DemoCatalogue> {
  const define = app.get(DefineProduct, { strict: false });
  const { productId: draftId } = await define.execute(draft);
  const { productId: atlasId } = await define.execute(atlas);
  const policyId = await app
    .get(DefinePolicy, { strict: false })
    .execute({ productId: atlasId, policy: team });
  const edition = { productId: atlasId, sku: 'atlas-team', name: 'Atlas Team', policyId };
  const atlasTeam = await app.get(DefineEdition, { strict: false }).execute(edition);
  const ids = { draft: draftId, atlas: atlasId };
  for (const release of releases) await publish(app, release, ids[release.product]);
  return { ...ids, atlasTeam };
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
