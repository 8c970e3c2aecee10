import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Storage } from '../../../../platform/storage/storage.js';
import { BundleContents, type PackedBundle, StoredFileChanged } from './bundle-contents.js';
import { BundledReleases } from './bundled-releases.js';
import { CommitBundle } from './commit-bundle.js';
import { bundleKey } from './open-bundle.js';
import { type TarFile, tarOf } from './tar.js';

type Wanted = PackedBundle & {
  readonly organizationId: string;
  readonly licenseId: string;
  readonly releaseId: string;
};

const tellings = 20;

/** More than a header, its extensions and the padding of one file take. */
const overheadBytes = 8_192;

/**
 * Packs a bundle straight into the storage, outside any transaction. A worker that is killed leaves nothing, and the next
 * one starts over.
 */
@Injectable()
export class PackBundle {
  constructor(
    private readonly database: ReadDatabase,
    private readonly bundled: BundledReleases,
    private readonly contents: BundleContents,
    private readonly storage: Storage,
    private readonly commit: CommitBundle,
  ) {}

  /** Nothing happens when it is packed, failed or over. @throws ReleaseKeyUnreadable */
  async execute(bundleId: string): Promise<void> {
    const bundle = await this.wanted(bundleId);
    if (!bundle) return;
    const found = await this.bundled.find(bundle);
    if (!found?.verdict.entitled) return this.commit.failed(bundleId, 'refused');
    const files = await this.contents.of(bundle, found);
    try {
      const content = Readable.from(this.told(bundleId, files, bundle.requestedAt), { objectMode: false });
      const options = { contentType: 'application/x-tar', maxBytes: archiveLimit(files) };
      const stored = await this.storage.put(bundleKey(bundleId), content, options);
      if (!(await this.commit.ready(bundleId, stored))) await this.storage.delete(bundleKey(bundleId));
    } catch (error) {
      if (!(error instanceof StoredFileChanged)) throw error;
      await this.commit.failed(bundleId, 'changed');
    }
  }

  private async *told(bundleId: string, files: readonly TarFile[], at: Date): AsyncGenerator<Uint8Array> {
    const total = sizeOf(files);
    let [done, told] = [0, 0];
    for await (const chunk of tarOf(files, at)) {
      done += chunk.length;
      if (done - told >= total / tellings) {
        await this.commit.progress(bundleId, Math.min(done, total), total);
        told = done;
      }
      yield chunk;
    }
  }

  private async wanted(id: string): Promise<Wanted | null> {
    return this.database.one<Wanted>(sql`
      select organization_id as "organizationId", license_id as "licenseId", release_id as "releaseId", platform,
        locale, with_license_files as "withLicenseFiles", requested_at as "requestedAt"
      from downloads.bundle
      where id = ${id} and ready_at is null and failure is null`);
  }
}

const sizeOf = (files: readonly TarFile[]): number =>
  files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

const archiveLimit = (files: readonly TarFile[]): number =>
  sizeOf(files) + (files.length + 1) * overheadBytes;
