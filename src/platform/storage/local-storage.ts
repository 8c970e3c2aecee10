import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NotFound } from '../../kernel/errors.js';
import { MeasuringStream } from './measuring-stream.js';
import { PacedFileStream } from './paced-file-stream.js';
import { RangeNotSatisfiable, StorageFull } from './storage.errors.js';
import {
  assertKey,
  type ByteRange,
  type ListedFile,
  type PutOptions,
  Storage,
  type StoredFile,
} from './storage.js';

/** Files in a folder of this machine, in 256 subfolders by the hash of the key. */
export class LocalStorage extends Storage {
  private readonly unfinished: string;
  private readonly modes: { readonly file: number; readonly folder: number };

  /** @param access `group` lets the group of the folder read, for a web server that sends the files */
  constructor(
    private readonly root: string,
    access: 'owner' | 'group' = 'owner',
  ) {
    super();
    this.modes = access === 'group' ? { file: 0o640, folder: 0o750 } : { file: 0o600, folder: 0o700 };
    // Inside the root, so that the rename never crosses a file system. No key is that short and has a dot first.
    this.unfinished = join(root, '.unfinished');
  }

  async sweep(before: Date): Promise<void> {
    await mkdir(this.unfinished, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.unfinished)) {
      const path = join(this.unfinished, name);
      const found = await stat(path).catch(() => null);
      if (found && found.mtime < before) await rm(path, { force: true });
    }
  }

  async put(key: string, content: Readable | Buffer, options: PutOptions): Promise<StoredFile> {
    const path = this.absolute(key);
    const partial = join(this.unfinished, randomUUID());
    const measured = new MeasuringStream(options.maxBytes);
    await mkdir(this.unfinished, { recursive: true, mode: 0o700 });
    try {
      const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
      await pipeline(
        source,
        measured,
        createWriteStream(partial, { flags: 'wx', mode: this.modes.file, flush: true }),
      );
      await mkdir(join(path, '..'), { recursive: true, mode: this.modes.folder });
      await rename(partial, path);
      await syncFolder(join(path, '..'));
    } catch (error) {
      await rm(partial, { force: true });
      throw isFull(error) ? StorageFull.now() : error;
    }
    return { key, ...measured.result() };
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const handle = await this.open(key);
    try {
      const { size } = await handle.stat();
      if (range && (range.start < 0 || range.start >= size || range.end < range.start)) {
        throw RangeNotSatisfiable.of(size);
      }
      return new PacedFileStream(handle, range ?? { start: 0, end: size - 1 });
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async size(key: string): Promise<number> {
    const found = await stat(this.absolute(key)).catch(missingIsNotFound);
    return found.size;
  }

  async delete(key: string): Promise<void> {
    await rm(this.absolute(key), { force: true });
  }

  async *list(): AsyncGenerator<readonly ListedFile[]> {
    const folders = await readdir(this.root).catch(() => []);
    for (const folder of folders.filter((name) => /^[0-9a-f]{2}$/.test(name)))
      yield await this.filesIn(join(this.root, folder));
  }

  override pathOf(key: string): string {
    assertKey(key);
    const folder = createHash('sha256').update(key).digest('hex').slice(0, 2);
    // Flat, so that "a" and "a/b" are two files; "~" is in no key.
    return join(folder, key.replaceAll('/', '~'));
  }

  private async filesIn(folder: string): Promise<readonly ListedFile[]> {
    const found = (await readdir(folder)).map(async (name) => {
      // Deleted meanwhile is as good as never seen.
      const facts = await stat(join(folder, name)).catch(() => null);
      return facts ? [{ key: name.replaceAll('~', '/'), changedAt: facts.mtime }] : [];
    });
    return (await Promise.all(found)).flat();
  }

  private async open(key: string): Promise<FileHandle> {
    return await open(this.absolute(key), 'r').catch(missingIsNotFound);
  }

  private absolute(key: string): string {
    return join(this.root, this.pathOf(key));
  }
}

// The disk, the quota of the user, or the largest file that the process may write.
const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

function isFull(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && fullCodes.has(error.code);
}

function missingIsNotFound(error: NodeJS.ErrnoException): never {
  throw error.code === 'ENOENT' ? NotFound.of('file') : error;
}

// Without this the file's name may be lost when the power fails, although its bytes are on disk.
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
