import { randomUUID } from 'node:crypto';
import { system } from '../../../src/kernel/actor.js';
import type { OrganizationId } from '../../../src/kernel/ids.js';
import { AttachArtifact } from '../../../src/modules/downloads/application/attach-artifact.js';
import { DraftRelease } from '../../../src/modules/downloads/application/draft-release.js';
import { PublishRelease } from '../../../src/modules/downloads/application/publish-release.js';
import { DefineProduct } from '../../../src/modules/licensing/application/define-product.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { rowsOnce } from '../../harness/eventually.js';
import type { SignedInPerson } from '../../harness/people.js';
import type { Portal } from '../../harness/portal.js';

/** Long enough for several chunks, and different at every place. */
export const fileBytes = Buffer.from(
  Array.from({ length: 400_000 }, (_, index) => (index * 31 + index / 251) % 256),
);

/** A product that is sold with one year of updates. */
export async function aProduct(portal: Portal, name = 'Northwind Draft'): Promise<string> {
  const policy = { name: 'One year', installationLimit: 3, maintenanceMonths: 12, validityMonths: null };
  const code = `sku-${randomUUID().slice(0, 8)}`;
  const { productId } = await portal.get(DefineProduct).execute({ code, name, policy });
  return productId;
}

/** A license of the product for the organization, with maintenance until `maintenanceEndsAt`. */
export async function aLicense(
  portal: Portal,
  about: {
    readonly productId: string;
    readonly organizationId: OrganizationId;
    readonly maintenanceEndsAt: string;
  },
): Promise<string> {
  const { productId, organizationId, maintenanceEndsAt } = about;
  const { licenseId } = await portal.get(IssueLicense).execute({ productId, organizationId });
  await portal.sql('update licensing.license set maintenance_ends_at = $1 where id = $2', [
    maintenanceEndsAt,
    licenseId,
  ]);
  return licenseId;
}

export interface ReleaseOptions {
  readonly version: string;
  /** Null leaves it a draft. */
  readonly publishedAt: string | null;
  readonly channel?: 'stable' | 'beta';
  readonly fileName?: string;
  readonly notesMarkdown?: string;
  readonly breakingChanges?: string;
  readonly minimumVersion?: string;
}

/** A release with one file. */
export async function aRelease(portal: Portal, productId: string, options: ReleaseOptions) {
  const { version, publishedAt, channel = 'stable', fileName = `setup-${version}.exe` } = options;
  const title = `Release ${version}`;
  const notesMarkdown = options.notesMarkdown ?? '- Better';
  const { breakingChanges = '', minimumVersion = null } = options;
  const upgrade = { breakingChanges, minimumVersion };
  const draft = { productId, version, channel, title, notesMarkdown, critical: false, ...upgrade };
  const releaseId = await portal.get(DraftRelease).execute(system, draft);
  const artifactId = await portal.get(AttachArtifact).execute(system, {
    releaseId,
    fileName,
    platform: 'windows',
    architecture: 'x64',
    type: 'installer',
    content: fileBytes,
  });
  if (publishedAt) {
    await portal.get(PublishRelease).execute(system, { releaseId, publishedAt: new Date(publishedAt) });
  }
  const content = `/api/v1/releases/${releaseId}/artifacts/${artifactId}/content`;
  return { releaseId, artifactId, content, page: `/downloads/${releaseId}/files/${artifactId}` };
}

/** The person downloads the whole file, and the log has it. */
export async function downloaded(
  portal: Portal,
  { api, userId }: SignedInPerson,
  { artifactId, content }: Awaited<ReturnType<typeof aRelease>>,
): Promise<void> {
  const { status } = await api.get(content);
  if (status !== 200) throw new Error(`The download answered ${status}.`);
  // It is written down when the answer has ended.
  await rowsOnce(() =>
    portal.sql('select 1 from downloads.download_log where completed and user_id = $1 and artifact_id = $2', [
      userId,
      artifactId,
    ]),
  );
}
