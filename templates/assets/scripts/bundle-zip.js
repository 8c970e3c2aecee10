// Reads and writes the ZIP archive of a diagnostic bundle with what browsers have. @see APPNOTE.TXT 4.3
const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const headerMark = 0x04034b50;
const mostEntries = 501;
const mostDirectoryBytes = 2 * 1024 * 1024;
const mostManifestBytes = 1024 * 1024;
const encoder = new TextEncoder();

const viewOf = async (file, start, end) => new DataView(await file.slice(start, end).arrayBuffer());

/** Null when the file is no bundle, or one that nobody should unpack. */
export async function openBundle(file) {
  if (!('DecompressionStream' in globalThis) || !crypto.subtle) return null;
  const all = await directoryOf(file);
  if (!all || all.length > mostEntries || !areSafe(all)) return null;
  const listed = all.find(({ name }) => name === 'manifest.json');
  if (!listed || listed.bytes > mostManifestBytes) return null;
  const manifest = JSON.parse(new TextDecoder().decode(await unpack(file, listed)));
  if (manifest.format !== 'latchkey-diagnostic-bundle' || manifest.formatVersion !== 1) return null;
  if (!Array.isArray(manifest.files)) return null;
  return {
    manifest: { ...manifest, errors: manifest.errors ?? [] },
    entries: all.filter((entry) => entry !== listed && !entry.name.endsWith('/')),
    read: (entry) => unpack(file, entry),
    without: (changes) => pack(file, changes),
  };
}

async function directoryOf(file) {
  const tailAt = Math.max(0, file.size - 65_557);
  const tail = await viewOf(file, tailAt, file.size);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== endMark) end -= 1;
  if (end < 0) return null;
  const [count, length, at] = [
    tail.getUint16(end + 10, true),
    tail.getUint32(end + 12, true),
    tail.getUint32(end + 16, true),
  ];
  if (at + length > tailAt + end || length > mostDirectoryBytes) return null;
  const view = await viewOf(file, at, at + length);
  const entries = [];
  for (let from = 0; entries.length < count; ) {
    if (view.getUint32(from, true) !== entryMark) return null;
    const nameLength = view.getUint16(from + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, from + 46, nameLength));
    entries.push({
      name,
      encrypted: (view.getUint16(from + 8, true) & 1) === 1,
      method: view.getUint16(from + 10, true),
      crc: view.getUint32(from + 16, true),
      packedBytes: view.getUint32(from + 20, true),
      bytes: view.getUint32(from + 24, true),
      headerAt: view.getUint32(from + 42, true),
    });
    from += 46 + nameLength + view.getUint16(from + 30, true) + view.getUint16(from + 32, true);
  }
  return entries;
}

/** Below the root of wherever it is unpacked, each name once, and nothing that grows beyond what deflate can. */
function areSafe(entries) {
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  return (
    names.size === entries.length &&
    entries.every(
      ({ name, encrypted, method, bytes, packedBytes }) =>
        !encrypted &&
        (method === 0 || method === 8) &&
        bytes <= 2_048 + packedBytes * 1_100 &&
        name.length > 0 &&
        name.length <= 300 &&
        !/^\/|[\p{Cc}\\:*?"<>|\uFFFD]/u.test(name) &&
        !name.split('/').some((part) => part === '..' || part === '.'),
    )
  );
}

/** The packed bytes of an entry, as a part of the file. */
async function packedOf(file, { headerAt, packedBytes }) {
  const header = await viewOf(file, headerAt, headerAt + 30);
  if (header.getUint32(0, true) !== headerMark) throw new Error('damaged');
  const at = headerAt + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  return file.slice(at, at + packedBytes);
}

async function unpack(file, entry) {
  const packed = await packedOf(file, entry);
  if (entry.method === 0) return new Uint8Array(await packed.arrayBuffer());
  const reader = packed.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const bytes = new Uint8Array(entry.bytes);
  let at = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (at + next.value.length > bytes.length) {
      await reader.cancel();
      throw new Error('larger than it says');
    }
    bytes.set(next.value, at);
    at += next.value.length;
  }
  return bytes.subarray(0, at);
}

/** A new archive: what was not changed goes over as it is packed. */
async function pack(file, { kept, manifest }) {
  const parts = [];
  const written = [];
  const hashes = new Map();
  let at = 0;
  const put = (facts, data) => {
    const header = headerOf(facts, 0);
    parts.push(header, data);
    written.push({ ...facts, headerAt: at });
    at += header.length + facts.packedBytes;
  };
  for (const { entry, text } of kept) {
    if (text === null) put(entry, await packedOf(file, entry));
    else {
      const bytes = encoder.encode(text);
      hashes.set(entry.name, await hashOf(bytes));
      const data = await deflated(bytes);
      put(
        { name: entry.name, method: 8, crc: crcOf(bytes), packedBytes: data.size, bytes: bytes.length },
        data,
      );
    }
  }
  const names = new Set(kept.map(({ entry }) => entry.name));
  const files = manifest.files
    .filter(({ path }) => names.has(path))
    .map((one) => ({ ...one, sha256: hashes.get(one.path) ?? one.sha256 }));
  const text = encoder.encode(JSON.stringify({ ...manifest, files }, null, 2));
  put(
    { name: 'manifest.json', method: 0, crc: crcOf(text), packedBytes: text.length, bytes: text.length },
    text,
  );
  const directory = written.map((facts) => headerOf(facts, 1));
  const length = directory.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const archive = [...parts, ...directory, endOf(written.length, length, at)];
  return new File(archive, file.name, { type: 'application/zip', lastModified: Date.now() });
}

/** @param central 1 for the directory, 0 before the bytes themselves */
function headerOf({ name, method, crc, packedBytes, bytes, headerAt = 0 }, central) {
  const encoded = encoder.encode(name);
  const size = central ? 46 : 30;
  const header = new Uint8Array(size + encoded.length);
  const view = new DataView(header.buffer);
  view.setUint32(0, central ? entryMark : headerMark, true);
  if (central) view.setUint16(4, 20, true);
  const at = central ? 6 : 4;
  view.setUint16(at, 20, true);
  // Names in UTF-8; 1980-01-01, the first day that the format knows.
  view.setUint16(at + 2, 0x0800, true);
  view.setUint16(at + 4, method, true);
  view.setUint16(at + 8, 0x21, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, packedBytes, true);
  view.setUint32(at + 18, bytes, true);
  view.setUint16(at + 22, encoded.length, true);
  if (central) view.setUint32(42, headerAt, true);
  header.set(encoded, size);
  return header;
}

function endOf(count, length, at) {
  const view = new DataView(new ArrayBuffer(22));
  view.setUint32(0, endMark, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, length, true);
  view.setUint32(16, at, true);
  return view;
}

const deflated = (bytes) =>
  new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'))).blob();

async function hashOf(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crcOf(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
