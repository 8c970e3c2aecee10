import { fileURLToPath } from 'node:url';
import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, day, later } from '../../kernel/clock.js';
import { Config } from '../config/config.js';
import { CollectOrphansJob } from './collect-orphans.job.js';
import { CollectOrphans } from './collect-orphans.js';
import { FileOwners } from './file-owners.js';
import { FindMissingFilesJob } from './find-missing-files.job.js';
import { FindMissingFiles } from './find-missing-files.js';
import { LocalStorage } from './local-storage.js';
import { MissingFiles } from './missing-files.js';
import { Storage } from './storage.js';

/** The storage that the settings name. @throws Error for a folder that cannot be written */
export async function openStorage(config: Config, clock: Clock): Promise<Storage> {
  if (config.storageUrl.startsWith('s3:')) {
    // Only where it is used: the client costs 0.1 s at start and 35 MB.
    const { S3Storage } = await import('./s3-storage.js');
    return new S3Storage(config.storageUrl);
  }
  const storage = new LocalStorage(
    fileURLToPath(config.storageUrl),
    config.downloadsSentBy === 'nginx' ? 'group' : 'owner',
  );
  await storage.sweep(later(clock.now(), -day));
  return storage;
}

/** Gives every module the file storage, and keeps files and rows together. */
@Global()
@Module({
  providers: [
    { provide: Storage, useFactory: openStorage, inject: [Config, Clock] },
    CollectOrphans,
    CollectOrphansJob,
    FileOwners,
    FindMissingFiles,
    FindMissingFilesJob,
    MissingFiles,
  ],
  exports: [FileOwners, MissingFiles, Storage],
})
export class StorageModule implements OnApplicationShutdown {
  constructor(private readonly storage: Storage) {}

  onApplicationShutdown(): void {
    this.storage.close();
  }
}
