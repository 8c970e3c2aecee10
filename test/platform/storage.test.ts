import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { CreateMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, later } from '../../src/kernel/clock.js';
import { NotFound } from '../../src/kernel/errors.js';
import { LocalStorage } from '../../src/platform/storage/local-storage.js';
import { S3Storage } from '../../src/platform/storage/s3-storage.js';
import { FileTooLarge, RangeNotSatisfiable } from '../../src/platform/storage/storage.errors.js';
import type { ListedFile, Storage } from '../../src/platform/storage/storage.js';
import { s3Installed, startS3, type TestS3 } from '../harness/s3.js';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-storage-'));
const mebibyte = 1_048_576;
const options = { contentType: 'application/octet-stream', maxBytes: 40 * mebibyte };
const text = Buffer.from('0123456789');
let count = 0;
const newKey = () => `test/${process.pid}-${Date.now()}-${count++}`;

/** In pieces, as an upload arrives. */
function streamed(bytes: Buffer): Readable {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += 65_536) pieces.push(bytes.subarray(at, at + 65_536));
  return Readable.from(pieces);
}

/** Every driver promises the same; a driver that is not here promises nothing. */
function conforms(open: () => Storage): void {
  let storage: Storage;
  beforeAll(() => {
    storage = open();
  });

  it('gives back what was put, with its size and hashes', async () => {
    const key = newKey();
    const bytes = randomBytes(300_000);
    const stored = await storage.put(key, bytes, options);
    expect(stored).toEqual({
      key,
      sizeBytes: 300_000,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sha512: createHash('sha512').update(bytes).digest('base64'),
      blake2b512: createHash('blake2b512').update(bytes).digest('base64'),
    });
    expect(await storage.size(key)).toBe(300_000);
    expect((await buffer(await storage.read(key))).equals(bytes)).toBe(true);
  });

  it('stores a stream of several parts byte by byte', async () => {
    const key = newKey();
    const bytes = randomBytes(20 * mebibyte + 7);
    const stored = await storage.put(key, streamed(bytes), options);
    expect(stored.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect((await buffer(await storage.read(key))).equals(bytes)).toBe(true);
    await storage.delete(key);
  });

  it('stores an empty file', async () => {
    const key = newKey();
    expect((await storage.put(key, Buffer.alloc(0), options)).sizeBytes).toBe(0);
    expect((await buffer(await storage.read(key))).length).toBe(0);
  });

  it('replaces what was stored under the key', async () => {
    const key = newKey();
    await storage.put(key, Buffer.from('first, and longer'), options);
    await storage.put(key, Buffer.from('second'), options);
    expect((await buffer(await storage.read(key))).toString()).toBe('second');
  });

  it('takes exactly the limit', async () => {
    expect((await storage.put(newKey(), text, { ...options, maxBytes: 10 })).sizeBytes).toBe(10);
  });

  it.each([
    ['one byte', 11, 10],
    ['many parts', 20 * mebibyte, 12 * mebibyte],
  ])('C5 refuses a file that is too large by %s and leaves no trace', async (_, size, maxBytes) => {
    const key = newKey();
    const put = storage.put(key, streamed(Buffer.alloc(size, 1)), { ...options, maxBytes });
    await expect(put).rejects.toThrow(FileTooLarge);
    await expect(storage.size(key)).rejects.toThrow(NotFound);
  });

  it('keeps the old file when its replacement breaks off', async () => {
    const key = newKey();
    await storage.put(key, text, options);
    const broken = Readable.from(
      (async function* () {
        yield Buffer.alloc(mebibyte);
        throw new Error('the visitor left');
      })(),
    );
    await expect(storage.put(key, broken, options)).rejects.toThrow('the visitor left');
    expect((await buffer(await storage.read(key))).toString()).toBe('0123456789');
  });

  it.each([
    [{ start: 0, end: 0 }, '0'],
    [{ start: 2, end: 4 }, '234'],
    [{ start: 7, end: 9 }, '789'],
    [{ start: 8, end: 1_000 }, '89'],
  ])('reads the range %j', async (range, expected) => {
    const key = newKey();
    await storage.put(key, text, options);
    expect((await buffer(await storage.read(key, range))).toString()).toBe(expected);
  });

  it.each([
    { start: 10, end: 12 },
    { start: 5, end: 4 },
    { start: -1, end: 4 },
  ])('refuses the range %j', async (range) => {
    const key = newKey();
    await storage.put(key, text, options);
    await expect(storage.read(key, range)).rejects.toThrow(RangeNotSatisfiable);
  });

  it('does not find what was never put or was deleted, and deletes twice without complaint', async () => {
    const key = newKey();
    await storage.put(key, text, options);
    await storage.delete(key);
    await storage.delete(key);
    await expect(storage.read(key)).rejects.toThrow(NotFound);
    await expect(storage.size(key)).rejects.toThrow(NotFound);
  });

  it('DL-6 lists what is stored, and when it came, and nothing that broke off', async () => {
    const [kept, broken] = [newKey(), newKey()];
    await storage.put(kept, text, options);
    await expect(
      storage.put(broken, streamed(Buffer.alloc(2 * mebibyte)), { ...options, maxBytes: mebibyte }),
    ).rejects.toThrow(FileTooLarge);
    const files: ListedFile[] = [];
    for await (const page of storage.list()) files.push(...page);
    const found = files.filter(({ key }) => key === kept || key === broken);
    expect(found.map(({ key }) => key)).toEqual([kept]);
    expect(Math.abs(Date.now() - Number(found[0]?.changedAt))).toBeLessThan(60_000);
  });

  it('keeps "a" and "a/b" apart', async () => {
    const key = newKey();
    await storage.put(key, Buffer.from('short'), options);
    await storage.put(`${key}/b`, Buffer.from('long'), options);
    expect((await buffer(await storage.read(key))).toString()).toBe('short');
    expect((await buffer(await storage.read(`${key}/b`))).toString()).toBe('long');
  });

  it.each([
    '',
    '../up',
    'a/../b',
    '/etc/passwd',
    'a//b',
    'a/',
    '.hidden',
    'a\\b',
    'a\0b',
    'ä',
    'x'.repeat(201),
  ])('C3 takes %j for no key', async (key) => {
    await expect(storage.put(key, text, options)).rejects.toThrow('A storage key');
    await expect(storage.read(key)).rejects.toThrow('A storage key');
    await expect(storage.delete(key)).rejects.toThrow('A storage key');
  });
}

describe('files on the local disk', () => {
  conforms(() => new LocalStorage(folder));

  it('leaves nothing unfinished behind', () => {
    expect(readdirSync(join(folder, '.unfinished'))).toEqual([]);
  });

  it('lets only the process itself read them', async () => {
    const root = mkdtempSync(join(tmpdir(), 'latchkey-storage-'));
    await new LocalStorage(root).put('one', text, options);
    const [shard = ''] = readdirSync(root).filter((name) => !name.startsWith('.'));
    expect(statSync(join(root, shard, 'one')).mode & 0o077).toBe(0);
    rmSync(root, { recursive: true });
  });

  // A file system of 2 MiB; only root of a machine of its own may mount one.
  const small = join(folder, 'small');
  mkdirSync(small);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', small]).status === 0;
  afterAll(() => {
    if (mounted) spawnSync('umount', [small]);
  });
  (mounted ? it : it.skip)('F3 refuses on a full disk, leaves no trace and takes the next file', async () => {
    const storage = new LocalStorage(small);
    const put = storage.put('large', streamed(Buffer.alloc(4 * mebibyte, 1)), options);
    await expect(put).rejects.toMatchObject({ code: 'storage-full', kind: 'unavailable' });
    await expect(storage.size('large')).rejects.toThrow(NotFound);
    expect(readdirSync(join(small, '.unfinished'))).toEqual([]);
    expect((await storage.put('next', Buffer.alloc(mebibyte), options)).sizeBytes).toBe(mebibyte);
  });

  it('sweeps away what a killed writer left a day ago, and nothing younger', async () => {
    const [old, young] = ['old', 'young'].map((name) => join(folder, '.unfinished', name)) as [
      string,
      string,
    ];
    writeFileSync(old, 'half');
    writeFileSync(young, 'half');
    utimesSync(old, new Date(0), new Date(0));
    await new LocalStorage(folder).sweep(later(new Date(), -day));
    expect(readdirSync(join(folder, '.unfinished'))).toEqual(['young']);
  });
});

const s3 = s3Installed ? describe : describe.skip;
s3('DL-6 files in S3 (needs python3-swift)', () => {
  let server: TestS3;
  let storage: S3Storage;
  beforeAll(async () => {
    server = await startS3();
    storage = new S3Storage(server.url);
  });
  afterAll(async () => {
    storage.close();
    await server.stop();
  });
  conforms(() => storage);

  it('DL-6 forgets parts of a killed writer, those of others and younger ones not', async () => {
    const client = server.client();
    const Bucket = 'latchkey-files';
    const open = async () =>
      (await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.map(({ Key }) => Key) ?? [];
    for (const Key of ['ours/killed', 'theirs/killed'])
      await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const isOurs = (key: string) => key.startsWith('ours/');
    await storage.sweep(later(new Date(), -day), isOurs);
    expect(await open()).toEqual(['ours/killed', 'theirs/killed']);
    await storage.sweep(later(new Date(), day), isOurs);
    expect(await open()).toEqual(['theirs/killed']);
    await storage.sweep(later(new Date(), day), () => true);
    client.destroy();
  });

  it('F3 takes back the parts of uploads that broke off', async () => {
    const put = storage.put(newKey(), streamed(Buffer.alloc(20 * mebibyte)), {
      ...options,
      maxBytes: 12 * mebibyte,
    });
    await expect(put).rejects.toThrow(FileTooLarge);
    const client = server.client();
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: 'latchkey-files' }));
    client.destroy();
    expect(Uploads).toEqual([]);
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));
