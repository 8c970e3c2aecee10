import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Audit } from '../audit/audit.js';
import { log } from '../logging/log.js';
import { type PutOptions, Storage, type StoredFile } from '../storage/storage.js';
import { FileScanner } from './file-scanner.js';
import { FileInfected } from './scanning.errors.js';

/**
 * Takes files that people send. They are looked at once they lie in the storage, where no row refers to them yet: a
 * sender who is slow then keeps no scanner busy.
 */
@Injectable()
export class Intake {
  constructor(
    private readonly storage: Storage,
    private readonly scanner: FileScanner,
    private readonly audit: Audit,
  ) {}

  /**
   * Stores the file, or nothing. The key must be new.
   * @throws FileTooLarge, FileInfected, TooLargeToScan, ScannerUnavailable
   */
  async put(key: string, content: Readable | Buffer, options: PutOptions): Promise<StoredFile> {
    const stored = await this.storage.put(key, content, options);
    try {
      await this.scanner.check({ sizeBytes: stored.sizeBytes, open: () => this.storage.read(key) });
      return stored;
    } catch (error) {
      await this.storage.delete(key);
      await this.refused(error);
      throw error;
    }
  }

  private async refused(error: unknown): Promise<void> {
    if (!(error instanceof FileInfected))
      log.warn({ err: error }, 'a file was not taken, for want of a verdict');
    else
      await this.audit.record({
        action: 'platform.infected-file-refused',
        outcome: 'refused',
        details: { found: error.found },
      });
  }
}
