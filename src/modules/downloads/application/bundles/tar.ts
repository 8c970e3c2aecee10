import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Pack, pack } from 'tar-stream';

/** A file of an archive. `content` gives exactly `sizeBytes` bytes. */
export interface TarFile {
  /** Parts joined by `/`. */
  readonly path: string;
  readonly sizeBytes: number;
  content(): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

/**
 * A tar archive as it comes, one chunk in memory at a time. Zip would be the other choice, but what the portal has of it
 * ends at 4 GiB. The same files and instant make the same bytes.
 *
 * @throws Error when content has another length than it said
 */
export async function* tarOf(files: readonly TarFile[], at: Date): AsyncGenerator<Uint8Array> {
  const archive = pack();
  write(archive, files, at).catch((error: Error) => archive.destroy(error));
  yield* archive as AsyncIterable<Uint8Array>;
}

async function write(archive: Pack, files: readonly TarFile[], mtime: Date): Promise<void> {
  for (const { path: name, sizeBytes: size, content } of files)
    await pipeline(Readable.from(await content()), archive.entry({ name, size, mtime, mode: 0o644 }));
  archive.finalize();
}
