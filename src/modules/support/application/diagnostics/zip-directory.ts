/** Bytes of a file from `start` to `end`, the end not included. */
export type ReadBytes = (start: number, end: number) => Promise<Buffer>;

export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly headerAt: number;
  readonly encrypted: boolean;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endBytes = 22;
const mostComment = 65_535;
const mostEntries = 10_000;
const mostDirectoryBytes = 2_097_152;

/**
 * The names and places of what lies in a ZIP archive. Nothing is unpacked, and no more than 2.1 MiB is read.
 * @returns null when it is no archive that can be read, or has more than 10,000 entries
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3.12, 4.3.16)
 */
export async function zipDirectory(sizeBytes: number, read: ReadBytes): Promise<ZipEntry[] | null> {
  const tailAt = Math.max(0, sizeBytes - endBytes - mostComment);
  const tail = await read(tailAt, sizeBytes);
  const end = endIn(tail);
  if (end === null) return null;
  const count = tail.readUInt16LE(end + 10);
  const [length, at] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  // Where the real numbers stand elsewhere (ZIP64), the archive is not for a bundle.
  if (at + length > tailAt + end) return null;
  if (count > mostEntries || length > mostDirectoryBytes) return null;
  return entriesIn(await read(at, at + length), count);
}

function endIn(tail: Buffer): number | null {
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== endMark) continue;
    if (at + endBytes + tail.readUInt16LE(at + 20) === tail.length) return at;
  }
  return null;
}

function entriesIn(directory: Buffer, count: number): ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entryMark) return null;
    const nameLength = directory.readUInt16LE(at + 28);
    const next = at + 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (next > directory.length) return null;
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      headerAt: directory.readUInt32LE(at + 42),
    });
    at = next;
  }
  return entries;
}
