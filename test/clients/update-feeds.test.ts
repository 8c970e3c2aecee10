import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  type FeedMemory,
  type UpdateFile,
  Updates,
  verifyDocument,
  verifyFeed,
  verifyUpdateFile,
} from '../../clients/typescript/src/index.js';
import { hexOf } from '../modules/downloads/feed-shop.js';

const pair = (kid: string, purpose: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { kid, privateKey, key: { kty: 'OKP', crv: 'Ed25519', x, kid, purpose } as const };
};
const vendor = pair('vendor', 'feeds');
const files = pair('vendor-files', 'files');
const attacker = pair('attacker', 'feeds');
const keys = { keys: [vendor.key, files.key] };
const now = new Date('2026-11-26T12:00:00Z');
const content = new Uint8Array(Buffer.from('the new version'));

function signed(payload: object, by = vendor, header: object = {}): string {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${encoded({ alg: 'EdDSA', kid: by.kid, typ: 'latchkey-update-feed', ...header })}.${encoded(payload)}`;
  return `${text}.${sign(null, Buffer.from(text), by.privateKey).toString('base64url')}`;
}

const file = (changed: Partial<UpdateFile> = {}) => ({
  fileName: 'Draft.exe',
  sizeBytes: content.length,
  sha256: hexOf(Buffer.from(content)),
  signature: sign(null, content, files.privateKey).toString('base64'),
  signatureKid: 'vendor-files',
  url: 'files/1/windows-x64/Draft.exe',
  ...changed,
});

const feed = (changed: object = {}) => ({
  format: 'latchkey-update-feed/1',
  product: { id: 'p', name: 'Draft' },
  counter: 7,
  issuedAt: '2026-11-26T00:00:00Z',
  expiresAt: '2026-12-03T00:00:00Z',
  offer: '2.0.0',
  releases: [{ version: '2.0.0', files: [file()] }],
  ...changed,
});

/** A feed with the signature of another one that the same key signed. */
function spliced(): string {
  const [text, signature] = [signed(feed({ counter: 99 })), signed(feed())].map((whole) => whole.split('.'));
  return [text?.[0], text?.[1], signature?.[2]].join('.');
}

const check = { keys, seenCounter: 7, productId: 'p', now };

describe('DL-4 the client of a feed', () => {
  it('DL-4 takes what the release key signed, the same counter once more, and a higher one', async () => {
    for (const counter of [7, 8])
      expect(await verifyFeed(signed(feed({ counter })), check)).toMatchObject({ counter, offer: '2.0.0' });
  });

  it.each([
    ['FEED_ROLLED_BACK', 'a feed of before', signed(feed({ counter: 6 }))],
    ['FEED_EXPIRED', 'a feed that somebody froze', signed(feed({ expiresAt: '2026-11-26T12:00:00Z' }))],
    ['FEED_OF_OTHER_PRODUCT', 'the feed of another product', signed(feed({ product: { id: 'q' } }))],
    ['FEED_KEY_UNKNOWN', 'another key', signed(feed(), attacker)],
    ['FEED_SIGNATURE_WRONG', 'another key of the same name', signed(feed(), { ...attacker, kid: 'vendor' })],
    ['FEED_SIGNATURE_WRONG', 'the text of one and the signature of another', spliced()],
    [
      'FEED_CORRUPT',
      'no signature',
      `${signed(feed(), vendor, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`,
    ],
    ['FEED_CORRUPT', 'an algorithm of the sender', signed(feed(), vendor, { alg: 'HS256' })],
    ['FEED_CORRUPT', 'something else that the key signed', signed(feed(), vendor, { typ: 'JWT' })],
    ['FEED_CORRUPT', 'a login page', '<html>Welcome</html>'],
    [
      'FEED_FORMAT_UNKNOWN',
      'a statement in place of a feed',
      signed({ ...feed(), format: 'latchkey-update-statement/1' }),
    ],
    ['FEED_FORMAT_UNKNOWN', 'no counter', signed(feed({ counter: '9' }))],
  ])('DL-4 %s: %s', async (code, _what, text) => {
    await expect(verifyFeed(text, check)).rejects.toMatchObject({ code });
  });

  it('DL-4 refuses a mixture: a document beside the signature of another one or of another state', async () => {
    const statement = (changed: object = {}) => ({
      format: 'latchkey-update-statement/1',
      document: 'latest.yml',
      productId: 'p',
      ...{ counter: 7, expiresAt: '2026-12-03T00:00:00Z' },
      ...{ sizeBytes: content.length, sha256: hexOf(Buffer.from(content)) },
      ...changed,
    });
    const told = (changed: object = {}, bytes = content, name = 'latest.yml') =>
      verifyDocument({ name, content: bytes, signature: signed(statement(changed)) }, check);
    expect(await told()).toBe(7);
    const other = new Uint8Array(Buffer.from('the old version'));
    const mixtures = [
      () => told({}, other),
      () => told({}, content, 'latest-mac.yml'),
      () => told({ sha256: '0'.repeat(64) }),
    ];
    for (const mixed of mixtures) await expect(mixed()).rejects.toMatchObject({ code: 'DOCUMENT_DIFFERS' });
    await expect(told({ counter: 6 })).rejects.toMatchObject({ code: 'FEED_ROLLED_BACK' });
    await expect(told({ expiresAt: '2026-11-25T00:00:00Z' })).rejects.toMatchObject({ code: 'FEED_EXPIRED' });
  });
});

describe('DL-4 a key signs for one purpose', () => {
  // What whoever may publish gets signed: a file that is, letter by letter, what the signature of a feed is over.
  const forgedBy = (kid: string) => {
    const [header = '', payload = ''] = signed(feed({ counter: 99 }), { ...vendor, kid }).split('.');
    const text = Buffer.from(`${header}.${payload}`);
    return `${text}.${sign(null, text, files.privateKey).toString('base64url')}`;
  };

  it('DL-4 takes no signature of a file for that of a feed, whatever the file holds', async () => {
    await expect(verifyFeed(forgedBy('vendor'), check)).rejects.toMatchObject({
      code: 'FEED_SIGNATURE_WRONG',
    });
    await expect(verifyFeed(forgedBy('vendor-files'), check)).rejects.toMatchObject({
      code: 'FEED_KEY_UNKNOWN',
    });
    const bare = sign(null, content, files.privateKey).toString('base64');
    const beside = { name: 'latest.yml', content, signature: bare };
    await expect(verifyDocument(beside, check)).rejects.toMatchObject({ code: 'FEED_CORRUPT' });
  });

  it('DL-4 takes no key whose purpose nobody said', async () => {
    const { purpose: _, ...bare } = vendor.key;
    const told = verifyFeed(signed(feed()), { ...check, keys: { keys: [bare] } });
    await expect(told).rejects.toMatchObject({ code: 'FEED_KEY_UNKNOWN' });
  });

  it('DL-4 takes no signature of a feed for that of a file, whatever the feed says', async () => {
    const [header, payload, ofFeed = ''] = signed(feed()).split('.');
    const text = new Uint8Array(Buffer.from(`${header}.${payload}`));
    const signature = Buffer.from(ofFeed, 'base64url').toString('base64');
    const about = { sizeBytes: text.length, sha256: hexOf(Buffer.from(text)), signature };
    for (const signatureKid of ['vendor', 'vendor-files'])
      await expect(
        verifyUpdateFile(text, file({ ...about, signatureKid }) as UpdateFile, keys),
      ).rejects.toMatchObject({ code: 'FILE_DIFFERS' });
  });
});

describe('DL-4 looking for updates', () => {
  function updates(answers: Readonly<Record<string, string | Uint8Array>>) {
    let seen: { productId: string; counter: number } | null = null;
    const memory: FeedMemory = {
      load: async () => seen,
      save: async (value) => {
        seen = value;
      },
    };
    const fetch = async (url: unknown) => {
      const found = answers[new URL(String(url)).pathname];
      return new Response(found as never, { status: found === undefined ? 404 : 200 });
    };
    const feedUrl = 'https://portal.example.com/updates/lkf_x/';
    return new Updates({ feedUrl, keys, memory, fetch: fetch as never, now: () => now });
  }
  const question = { platform: 'windows', architecture: 'x64', version: '1.0.0' } as const;

  it('DL-4 remembers the highest counter, and refuses what is older from then on', async () => {
    const answers: Record<string, string> = { '/updates/lkf_x/feed.jws': signed(feed({ counter: 9 })) };
    const client = updates(answers);
    expect((await client.check(question)).counter).toBe(9);
    answers['/updates/lkf_x/feed.jws'] = signed(feed({ counter: 8 }));
    await expect(client.check(question)).rejects.toMatchObject({ code: 'FEED_ROLLED_BACK' });
  });

  it('DL-4 gives out the bytes of a file only when hash, size and signature are right', async () => {
    const client = updates({ '/updates/lkf_x/files/1/windows-x64/Draft.exe': content });
    expect(await client.download(file() as UpdateFile)).toEqual(content);
    const other = sign(null, content, attacker.privateKey).toString('base64');
    for (const wrong of [
      { sha256: '0'.repeat(64) },
      { sizeBytes: 1 },
      { signature: other },
      { signature: null },
      { signatureKid: 'attacker' },
      { url: 'https://elsewhere.example.com/Draft.exe' },
      { url: '../lkf_y/files/1/windows-x64/Draft.exe' },
    ])
      await expect(client.download(file(wrong) as UpdateFile)).rejects.toMatchObject({
        code: 'FILE_DIFFERS',
      });
  });

  it('DL-4 says that the portal could not be reached when nothing useful answers', async () => {
    await expect(updates({}).check(question)).rejects.toMatchObject({ code: 'PORTAL_UNREACHABLE' });
  });
});
