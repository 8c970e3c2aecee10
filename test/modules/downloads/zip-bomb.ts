import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

/** What the bomb would be, unpacked. */
export const unpackedBytes = 256 * 1_048_576;

function* zeros(): Generator<Buffer> {
  const chunk = Buffer.alloc(1_048_576);
  for (let made = 0; made < unpackedBytes; made += chunk.length) yield chunk;
}

/** A ZIP archive of a quarter of a megabyte that holds one file of nothing but zeros. */
export async function zipBomb(): Promise<Buffer> {
  const packed: Buffer[] = [];
  let crc = 0;
  const counted = Readable.from(zeros()).map((chunk: Buffer) => {
    crc = crc32(chunk, crc);
    return chunk;
  });
  const gathered = new Writable({
    write(chunk: Buffer, _encoding, done) {
      packed.push(chunk);
      done();
    },
  });
  await pipeline(counted, createDeflateRaw(), gathered);
  return archive(Buffer.concat(packed), crc);
}

/** @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3.7, 4.3.12, 4.3.16) */
function archive(data: Buffer, crc: number): Buffer {
  const name = Buffer.from('log.txt');
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(8, 4);
  about.writeUInt32LE(crc, 10);
  about.writeUInt32LE(data.length, 14);
  about.writeUInt32LE(unpackedBytes, 18);
  about.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), about, name, data]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), about, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
