import { fileURLToPath } from 'node:url';
import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../config/config.js';
import { LocalStorage } from './local-storage.js';
import { S3Storage } from './s3-storage.js';
import { Storage } from './storage.js';

/** The storage that the settings name. @throws Error for a folder that cannot be written */
export async function openStorage(config: Config, clock: Clock): Promise<Storage> {
  if (config.storageUrl.startsWith('s3:')) return new S3Storage(config.storageUrl);
  const storage = new LocalStorage(fileURLToPath(config.storageUrl));
  await storage.sweep(clock.now());
  return storage;
}

/** Gives every module the file storage. */
@Global()
@Module({
  providers: [{ provide: Storage, useFactory: openStorage, inject: [Config, Clock] }],
  exports: [Storage],
})
export class StorageModule implements OnApplicationShutdown {
  constructor(private readonly storage: Storage) {}

  onApplicationShutdown(): void {
    if (this.storage instanceof S3Storage) this.storage.close();
  }
}
