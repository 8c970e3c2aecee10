/** A file of an archive. `content` gives exactly `sizeBytes` bytes. */
export interface TarFile {
  /** Parts joined by `/`: the last has at most 100 bytes in UTF-8, all before it 155. */
  readonly path: string;
  readonly sizeBytes: number;
  content(): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

const block = 512;
const octalLimit = 8 ** 11;

/** Bytes of the archive of {@link tarOf}. */
export function tarSize(files: readonly Pick<TarFile, 'sizeBytes'>[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + block + padded(sizeBytes), 2 * block);
}

/**
 * A tar archive (POSIX ustar) as it comes, one chunk in memory at a time. Zip would be the other choice, but what the
 * portal has of it ends at 4 GiB. The same files and instant make the same bytes.
 *
 * @throws Error when a path is too long, or content has another length than it said
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html, "ustar Interchange Format"
 */
export async function* tarOf(files: readonly TarFile[], at: Date): AsyncGenerator<Uint8Array> {
  for (const file of files) {
    yield headerOf(file, at);
    let sent = 0;
    for await (const chunk of await file.content()) {
      sent += chunk.length;
      yield chunk;
    }
    if (sent !== file.sizeBytes)
      throw new Error(`${file.path} has ${sent} bytes instead of ${file.sizeBytes}.`);
    yield Buffer.alloc(padded(sent) - sent);
  }
  yield Buffer.alloc(2 * block);
}

const padded = (sizeBytes: number): number => Math.ceil(sizeBytes / block) * block;

function headerOf({ path, sizeBytes }: TarFile, at: Date): Buffer {
  const cut = path.lastIndexOf('/');
  const [folder, name] = [path.slice(0, Math.max(cut, 0)), path.slice(cut + 1)];
  if (Buffer.byteLength(name) > 100 || Buffer.byteLength(folder) > 155)
    throw new Error('A path is too long for a tar archive.');
  const header = Buffer.alloc(block);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  writeSize(header, sizeBytes);
  header.write(`${octal(Math.floor(at.getTime() / 1000), 11)}\0`, 136);
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(folder, 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148);
  return header;
}

// Sizes of 8 GiB and more do not fit eleven octal digits; GNU's base 256 is what every tar reads.
function writeSize(header: Buffer, sizeBytes: number): void {
  if (sizeBytes < octalLimit) {
    header.write(`${octal(sizeBytes, 11)}\0`, 124);
    return;
  }
  header.writeBigUInt64BE(BigInt(sizeBytes), 128);
  header.writeUInt8(0x80, 124);
}

const octal = (number: number, digits: number): string => number.toString(8).padStart(digits, '0');
