import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { projectRoot } from '../../../../platform/project-root.js';
import { Storage } from '../../../../platform/storage/storage.js';
import { Knowledge } from '../../../knowledge/index.js';
import { Licensing } from '../../../licensing/index.js';
import { storageKeyOf } from '../open-artifact.js';
import type { PublishedArtifact } from '../published-releases.js';
import { bundleName, plainName } from './bundle-name.js';
import { BundleTexts } from './bundle-texts.js';
import type { BundledRelease } from './bundled-releases.js';
import { SignManifest } from './sign-manifest.js';
import type { TarFile } from './tar.js';

/** What a bundle was asked for. */
export interface PackedBundle {
  readonly platform: string;
  readonly locale: string;
  readonly withLicenseFiles: boolean;
  readonly requestedAt: Date;
}

/** A file of a release is not what was published. */
export class StoredFileChanged extends Error {}

type Part = TarFile & { readonly sha256: string };

/** Gathers the files of a bundle. Those of the release are read when they are packed, and checked on the way. */
@Injectable()
export class BundleContents {
  constructor(
    private readonly storage: Storage,
    private readonly licensing: Licensing,
    private readonly knowledge: Knowledge,
    private readonly texts: BundleTexts,
    private readonly sign: SignManifest,
  ) {}

  /** In the order in which they are packed, below one folder. @throws ReleaseKeyUnreadable */
  async of(bundle: PackedBundle, found: BundledRelease): Promise<TarFile[]> {
    const parts = [
      ...this.programs(bundle, found),
      ...this.notes(bundle, found),
      ...(await this.articles(bundle.locale)),
      ...(bundle.withLicenseFiles ? await this.licenseFiles(found.license.licenseId) : []),
      await verifier(),
      await this.readme(bundle, found),
    ];
    const signed = await this.sign.execute(manifestOf(bundle, found, parts));
    const proved = [
      ...parts,
      text('release-key.pem', signed.publicKeyPem),
      bytes('manifest.json', signed.manifest),
      bytes('manifest.json.sig', signed.signature),
    ];
    const sums = proved.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
    const root = bundleName({
      ...bundle,
      version: found.release.version,
      productName: found.license.productName,
    });
    return [...proved, text('SHA256SUMS', sums)].map((part) => ({ ...part, path: `${root}/${part.path}` }));
  }

  private programs({ platform }: PackedBundle, { release }: BundledRelease): Part[] {
    return release.artifacts
      .filter((file) => file.platform === platform || file.platform === 'any')
      .map((file) => ({
        path: `files/${file.fileName}`,
        sizeBytes: file.sizeBytes,
        sha256: file.sha256,
        content: () => this.checked(release.id, file),
      }));
  }

  private async *checked(releaseId: string, file: PublishedArtifact): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    for await (const chunk of await this.storage.read(storageKeyOf(releaseId, file.id))) {
      hash.update(chunk);
      yield chunk;
    }
    if (hash.digest('hex') !== file.sha256)
      throw new StoredFileChanged(`File ${file.id} of a release changed.`);
  }

  private notes({ locale }: PackedBundle, { release, license }: BundledRelease): Part[] {
    const title = `${license.productName} ${release.version}`;
    const markdown = [release.notesMarkdown, release.breakingChanges].filter(Boolean).join('\n\n');
    if (markdown === '') return [];
    return [
      text('notes/release-notes.md', `# ${title}\n\n${markdown}\n`),
      text('notes/release-notes.html', this.texts.page(locale, title, markdown)),
    ];
  }

  private async articles(locale: string): Promise<Part[]> {
    const articles = await this.knowledge.texts(locale);
    return articles.flatMap(({ slug, title, bodyMarkdown, locale: language }) => [
      text(`help/${plainName(slug, 80)}.md`, `# ${title}\n\n${bodyMarkdown}\n`),
      text(`help/${plainName(slug, 80)}.html`, this.texts.page(language, title, bodyMarkdown)),
    ]);
  }

  private async licenseFiles(licenseId: string): Promise<Part[]> {
    const files = await this.licensing.offlineFiles(licenseId);
    return files.map((file, index) =>
      text(`licenses/${String(index + 1).padStart(3, '0')}-${plainName(file.machine, 60)}.lic`, file.text),
    );
  }

  private async readme({ locale }: PackedBundle, { license, release }: BundledRelease): Promise<Part> {
    const { productName: product, serialNumber } = license;
    const kid = await this.sign.kid();
    return text(
      'README.txt',
      this.texts.readme(locale, { product, version: release.version, serialNumber, kid }),
    );
  }
}

function manifestOf(bundle: PackedBundle, { license, release }: BundledRelease, parts: readonly Part[]) {
  const signed = new Map(release.artifacts.map((file) => [`files/${file.fileName}`, file]));
  return {
    format: 1,
    kind: 'latchkey-bundle',
    product: license.productName,
    productId: license.productId,
    version: release.version,
    platform: bundle.platform,
    serialNumber: license.serialNumber,
    createdAt: bundle.requestedAt.toISOString(),
    expiresAt: null,
    files: parts.map(({ path, sizeBytes, sha256 }) => {
      const file = signed.get(path);
      const about = { path, sizeBytes, sha256 };
      if (!file) return about;
      return { ...about, signature: file.signature, signatureKid: file.signatureKid };
    }),
  };
}

const bytes = (path: string, content: Buffer): Part => ({
  path,
  sizeBytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
  content: async () => one(content),
});

const text = (path: string, content: string): Part => bytes(path, Buffer.from(content));

async function* one(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}

async function verifier(): Promise<Part> {
  const file = join(projectRoot, 'clients', 'verifier', 'latchkey-verifier.html');
  return bytes('latchkey-verifier.html', await readFile(file));
}
