import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type { BundleFault, Diagnosis } from '../../domain/diagnostics/diagnosis.js';
import { bundleFormat, manifestSchema } from './manifest.js';
import { type ReadBytes, type ZipEntry, zipDirectory } from './zip-directory.js';

const inflate = promisify(inflateRaw);
const mostManifestBytes = 1_048_576;
/** The files that a manifest may name, and itself. */
const mostEntries = 501;
/** Deflate packs to a 1,032nd at best; all that says it unpacks to more than this is no help to anybody. */
const mostUnpackedBytes = 8 * 1_073_741_824;

/**
 * What a ZIP archive says as a diagnostic bundle; null when it does not call itself one. Only its manifest is unpacked,
 * up to 1 MiB.
 */
export async function readBundle(sizeBytes: number, read: ReadBytes): Promise<Diagnosis | null> {
  const entries = await zipDirectory(sizeBytes, read);
  const manifest = entries?.find(({ name }) => name === 'manifest.json');
  if (!entries || !manifest) return null;
  const text = await unpacked(manifest, sizeBytes, read);
  return text?.includes(`"${bundleFormat}"`) ? diagnosisOf(text, entries) : null;
}

async function unpacked(entry: ZipEntry, sizeBytes: number, read: ReadBytes): Promise<string | null> {
  const { headerAt, packedBytes, method, encrypted } = entry;
  if (encrypted || packedBytes > mostManifestBytes || headerAt + 30 > sizeBytes) return null;
  const header = await read(headerAt, headerAt + 30);
  const at = headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (at + packedBytes > sizeBytes) return null;
  const packed = packedBytes === 0 ? Buffer.alloc(0) : await read(at, at + packedBytes);
  if (method === 0) return packed.toString('utf8');
  if (method !== 8) return null;
  // Damaged, or larger than a manifest may be: then nobody knows whether it is one.
  const bytes = await inflate(packed, { maxOutputLength: mostManifestBytes }).catch(() => null);
  return bytes?.toString('utf8') ?? null;
}

function diagnosisOf(text: string, entries: readonly ZipEntry[]): Diagnosis {
  const json = parsed(text);
  if (json === null) return { manifest: null, fault: { code: 'not-json', about: null } };
  const result = manifestSchema.safeParse(json);
  if (!result.success) {
    const about = result.error.issues[0]?.path.join('.') ?? null;
    return { manifest: null, fault: { code: 'wrong-shape', about: about?.slice(0, 120) || null } };
  }
  const { format: _, formatVersion: __, ...manifest } = result.data;
  const fault = faultOf(entries) ?? missingIn(entries, manifest.files);
  return fault ? { manifest: null, fault } : { manifest, fault: null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

/** What makes an archive one that nobody should unpack. */
function faultOf(entries: readonly ZipEntry[]): BundleFault | null {
  if (entries.length > mostEntries) return { code: 'too-many-files', about: null };
  const names = new Set<string>();
  let total = 0;
  for (const { name, encrypted, method, bytes, packedBytes } of entries) {
    total += bytes;
    const about = name.slice(0, 120);
    if (encrypted) return { code: 'encrypted', about };
    if (!isSafe(name) || names.has(name.toLowerCase())) return { code: 'unsafe-name', about };
    if (method !== 0 && method !== 8) return { code: 'damaged', about };
    if (total > mostUnpackedBytes || bytes > 2_048 + packedBytes * 1_100) return { code: 'too-large', about };
    names.add(name.toLowerCase());
  }
  return null;
}

/** Below the root of wherever it is unpacked, on every system. */
const isSafe = (name: string): boolean =>
  name.length > 0 &&
  name.length <= 300 &&
  !name.startsWith('/') &&
  !/[\p{Cc}\\:*?"<>|\uFFFD]/u.test(name) &&
  !name.split('/').some((part) => part === '..' || part === '.');

function missingIn(
  entries: readonly ZipEntry[],
  files: readonly { readonly path: string }[],
): BundleFault | null {
  const names = new Set(entries.map(({ name }) => name));
  const missing = files.find(({ path }) => !names.has(path));
  return missing ? { code: 'missing-file', about: missing.path.slice(0, 120) } : null;
}
