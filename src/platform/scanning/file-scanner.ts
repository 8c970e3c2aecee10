import type { Readable } from 'node:stream';

/** A file that is to be looked at. */
export interface ScannedFile {
  readonly sizeBytes: number;
  /** Opens it; called once, or never. */
  readonly open: () => Promise<Readable>;
}

/** Decides whether a file that somebody sent may stay. */
export abstract class FileScanner {
  /** @throws FileInfected, TooLargeToScan, ScannerUnavailable when there is no verdict */
  abstract check(file: ScannedFile): Promise<void>;
}

/** Where no scanner is set up. */
export class NoScanner extends FileScanner {
  async check(): Promise<void> {}
}
