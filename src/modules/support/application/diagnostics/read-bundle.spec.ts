import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { manifestJsonSchema } from './manifest.js';
import { readBundle } from './read-bundle.js';

const manifest = {
  format: 'latchkey-diagnostic-bundle',
  formatVersion: 1,
  product: 'LUMEN',
  version: '4.2.0',
  platform: 'linux',
  createdAt: '2026-11-27T02:00:00Z',
  files: [] as unknown[],
};

const zipOf = (files: Zippable, written: unknown = manifest) =>
  Buffer.from(zipSync({ 'manifest.json': strToU8(JSON.stringify(written)), ...files }));

const read = (zip: Buffer) => readBundle(zip.length, async (start, end) => zip.subarray(start, end));

const fault = async (zip: Buffer) => (await read(zip))?.fault?.code;

describe('a diagnostic bundle', () => {
  it('SU-6 is read by its manifest, wherever that lies, and what it does not know is left alone', async () => {
    const files = { 'a.log': strToU8('started'), 'b.bin': new Uint8Array(randomBytes(90_000)) };
    const found = await read(zipOf(files, { ...manifest, future: { any: 1 } }));
    expect(found?.manifest).toMatchObject({ product: 'LUMEN', version: '4.2.0', errors: [], redactions: [] });
    expect(found?.manifest).not.toHaveProperty('future');
  });

  it.each([
    ['a plain archive', zipOf({}, { name: 'something' })],
    ['a manifest of somebody else', Buffer.from(zipSync({ 'manifest.json': strToU8('{}') }))],
    ['an archive without one', Buffer.from(zipSync({ 'a.log': strToU8('x') }))],
    ['half an archive', zipOf({ 'a.log': strToU8('x') }).subarray(0, 60)],
    ['nothing', Buffer.alloc(0)],
    [
      'an end that points past itself',
      Buffer.concat([Buffer.from('504b0506', 'hex'), Buffer.alloc(18, 0xff)]),
    ],
    ['a manifest that unpacks to more than 1 MiB', zipOf({}, { ...manifest, pad: 'x'.repeat(1_100_000) })],
  ])('is not %s', async (_what, zip) => {
    expect(await read(zip)).toBeNull();
  });

  it.each([
    [
      'no JSON',
      Buffer.from(zipSync({ 'manifest.json': strToU8('{"format":"latchkey-diagnostic-bundle",') })),
      'not-json',
    ],
    ['another version', zipOf({}, { ...manifest, formatVersion: 2 }), 'wrong-shape'],
    ['a date that is none', zipOf({}, { ...manifest, createdAt: 'today' }), 'wrong-shape'],
    ['a name above the root', zipOf({ '../../etc/cron.d/x': strToU8('x') }), 'unsafe-name'],
    ['an absolute name', zipOf({ '/etc/passwd': strToU8('x') }), 'unsafe-name'],
    ['a name of a drive', zipOf({ 'C:\\x': strToU8('x') }), 'unsafe-name'],
    ['two names of one file', zipOf({ 'A.log': strToU8('x'), 'a.log': strToU8('y') }), 'unsafe-name'],
    [
      'a file that is not there',
      zipOf({}, { ...manifest, files: [{ path: 'a.log', purpose: 'p', sha256: 'a'.repeat(64) }] }),
      'missing-file',
    ],
    [
      '502 files',
      zipOf(Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`${at}`, new Uint8Array(1)]))),
      'too-many-files',
    ],
  ])('with %s says so', async (_what, zip, code) => {
    expect(await fault(zip)).toBe(code);
  });

  it('C5 that claims to unpack to more than it can is refused', async () => {
    const zip = zipOf({ 'bomb.log': strToU8('x') });
    // The size that the directory says of its last entry.
    zip.writeUInt32LE(0xfffffff0, zip.lastIndexOf(Buffer.from('504b0102', 'hex')) + 24);
    expect(await fault(zip)).toBe('too-large');
  });

  it('C1 answers any damage of it without an error', async () => {
    const zip = zipOf({ 'a.log': strToU8('started') });
    for (let at = 0; at < zip.length; at += 1) {
      const damaged = Buffer.from(zip);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 0xff, at);
      const found = await read(damaged);
      expect(found === null || found.manifest !== null || found.fault !== null).toBe(true);
    }
  });

  it('has a published schema', () => {
    expect(manifestJsonSchema.required).toEqual(expect.arrayContaining(['format', 'version', 'files']));
    expect(manifestJsonSchema).not.toHaveProperty('additionalProperties');
  });
});
