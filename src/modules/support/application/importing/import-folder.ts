import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { InvalidInput } from '../../../../kernel/errors.js';

/** A file that was found. */
export interface FoundFile {
  readonly sizeBytes: number;
  /** @param end the last byte that is wanted; left out: all */
  readonly open: (end?: number) => Readable;
}

/** The folder that the files of an export were saved to. Exports name what lies in it, so nothing else is read. */
export class ImportFolder {
  private constructor(private readonly root: string) {}

  /** @throws InvalidInput naming `files` when there is no such folder */
  static async at(path: string): Promise<ImportFolder> {
    const root = await realpath(path).catch(() => null);
    if (root === null || !(await stat(root)).isDirectory())
      throw InvalidInput.field(
        'files',
        'There is no such folder. Name the one that the files were saved to.',
      );
    return new ImportFolder(root);
  }

  /** The first that is there; null when none is. */
  async find(paths: readonly string[]): Promise<FoundFile | null> {
    for (const path of paths) {
      const real = await realpath(resolve(this.root, path)).catch(() => null);
      if (real === null || !real.startsWith(this.root.endsWith(sep) ? this.root : `${this.root}${sep}`))
        continue;
      const facts = await stat(real);
      if (facts.isFile()) return { sizeBytes: facts.size, open: (end) => createReadStream(real, { end }) };
    }
    return null;
  }
}
