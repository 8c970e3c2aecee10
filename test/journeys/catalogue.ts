import { system } from '../../src/kernel/actor.js';
import { day } from '../../src/kernel/clock.js';
import { AttachArtifact } from '../../src/modules/downloads/application/attach-artifact.js';
import { DraftRelease } from '../../src/modules/downloads/application/draft-release.js';
import { PublishRelease } from '../../src/modules/downloads/application/publish-release.js';
import { PublishBuiltInArticles } from '../../src/modules/knowledge/application/publish-built-in-articles.js';
import { DefineProduct } from '../../src/modules/licensing/application/define-product.js';
import type { Portal } from '../harness/portal.js';

/** A product, a release of today, and one that comes out after a year of updates has ended; and the articles. */
export async function defineCatalogue(portal: Portal) {
  const sku = 'draft';
  const policy = { name: 'One year', installationLimit: 3, maintenanceMonths: 12, validityMonths: null };
  const { productId } = await portal
    .get(DefineProduct)
    .execute({ code: sku, name: 'Northwind Draft', policy });
  await portal.get(PublishBuiltInArticles).execute(system);
  // Published before anything is bought.
  const permittedRelease = await publish(portal, productId, '4.2.0');
  portal.clock.advance(400 * day);
  const refusedRelease = await publish(portal, productId, '5.0.0');
  portal.clock.advance(-400 * day);
  return { sku, productId, permittedRelease, refusedRelease };
}

async function publish(portal: Portal, productId: string, version: string): Promise<string> {
  const draft = {
    productId,
    version,
    channel: 'stable' as const,
    title: `Release ${version}`,
    notesMarkdown: '- Better',
    critical: false,
  };
  const releaseId = await portal.get(DraftRelease).execute(system, draft);
  await portal.get(AttachArtifact).execute(system, {
    releaseId,
    fileName: `draft-${version}.run`,
    platform: 'linux',
    architecture: 'x64',
    type: 'installer',
    content: Buffer.from(`installer ${version} `.repeat(10_000)),
  });
  await portal.get(PublishRelease).execute(system, { releaseId });
  return releaseId;
}
