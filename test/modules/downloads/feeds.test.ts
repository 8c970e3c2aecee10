import { createHash, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { load } from 'js-yaml';
import { verifyFeed } from '../../../clients/typescript/src/index.js';
import { system } from '../../../src/kernel/actor.js';
import { day } from '../../../src/kernel/clock.js';
import { AttachArtifact } from '../../../src/modules/downloads/application/attach-artifact.js';
import { DraftRelease } from '../../../src/modules/downloads/application/draft-release.js';
import { PublishRelease } from '../../../src/modules/downloads/application/publish-release.js';
import { ReleaseKeys } from '../../../src/modules/downloads/application/signing/release-keys.js';
import { YankRelease } from '../../../src/modules/downloads/application/yank-release.js';
import { ReinstateLicense } from '../../../src/modules/licensing/application/reinstate-license.js';
import { RevokeLicense } from '../../../src/modules/licensing/application/revoke-license.js';
import { SuspendLicense } from '../../../src/modules/licensing/application/suspend-license.js';
import { rowsOnce } from '../../harness/eventually.js';
import { type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import {
  aFeedRelease,
  contentOf,
  hexOf,
  keyObject,
  keyOf,
  opened,
  openFeed,
  publishedKeys,
  readXml,
  type XmlElement,
} from './feed-shop.js';
import { aLicense, aProduct } from './shop.js';

let portal: Portal;
let member: SignedInMember;
let productId: string;
let licenseId: string;
let feed: string;
let current: Awaited<ReturnType<typeof aFeedRelease>>;
let outside: typeof current;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal);
  productId = await aProduct(portal);
  const { organizationId } = member;
  licenseId = await aLicense(portal, {
    productId,
    organizationId,
    maintenanceEndsAt: '2026-06-30T12:00:00Z',
  });
  await aFeedRelease(portal, productId, { version: '1.0.0', publishedAt: '2026-01-01T09:00:00Z' });
  await aFeedRelease(portal, productId, { version: '1.5.0', minimumVersion: '1.0.0', critical: true });
  current = await aFeedRelease(portal, productId, {
    version: '2.0.0',
    publishedAt: '2026-03-01T09:00:00Z',
    minimumVersion: '1.5.0',
    notesMarkdown: '- "Fast" & <small> ]]> \u0001 now',
  });
  await aFeedRelease(portal, productId, { version: '2.1.0-beta.1', channel: 'beta' });
  outside = await aFeedRelease(portal, productId, { version: '3.0.0', publishedAt: '2026-07-01T09:00:00Z' });
  feed = await openFeed(member, licenseId);
});

afterAll(() => portal.close());

const get = (path: string, headers: Record<string, string> = {}) => portal.api().get(path, headers);
const later = () => portal.clock.advance(1_000);
const versions = ({ releases }: { releases: { version: string }[] }) =>
  releases.map(({ version }) => version);

describe('DL-4 the plain feed', () => {
  it('DL-4 tells what the license covers, and what it does not as information with the reason', async () => {
    const { status, headers, body } = await get(`${feed}feed.json?platform=windows`);
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
    expect(versions(body)).toEqual(['3.0.0', '2.0.0', '1.5.0', '1.0.0']);
    expect(body).toMatchObject({ channel: 'stable', platform: 'windows', offer: '2.0.0', language: 'en' });
    const [newer, covered] = body.releases;
    expect(newer).toMatchObject({ entitled: false, code: 'MAINTENANCE_ENDED', files: [] });
    expect(newer.because[0]).toMatch(/after the maintenance of your license ended on Jun 30, 2026/);
    expect(newer.remedy.join(' ')).toMatch(/Renew your maintenance.*2\.0\.0/);
    expect(JSON.stringify(body)).not.toContain(outside.ids['Draft Setup.exe']);
    expect(covered).toMatchObject({ entitled: true, because: [], minimumVersion: '1.5.0' });
    expect(covered.files).toEqual([
      expect.objectContaining({
        fileName: 'Draft Setup.exe',
        sha256: hexOf(contentOf('2.0.0', 'Draft Setup.exe')),
        url: `files/${current.ids['Draft Setup.exe']}/windows-x64/Draft%20Setup.exe`,
      }),
    ]);
  });

  it('DL-4 validates against the schema that the portal publishes', async () => {
    const { headers, body: schema } = await get('/updates/feed.schema.json');
    expect(headers.get('content-type')).toContain('application/schema+json');
    const ajv = new Ajv2020({ formats: { uuid: true, uri: true, 'date-time': true } });
    const validate = ajv.compile(JSON.parse(JSON.stringify(schema)));
    for (const query of ['', '?platform=macos&architecture=arm64&version=1.0.0', '?channel=beta'])
      expect([validate((await get(`${feed}feed.json${query}`)).body), validate.errors]).toEqual([true, null]);
    expect(validate({ format: 'latchkey-update-feed/1' })).toBe(false);
  });

  it.each([
    ['1.0.0', '1.5.0'],
    ['1.4.9', '1.5.0'],
    ['1.5.0', '2.0.0'],
    ['2.0.0', null],
    ['9.0.0', null],
    ['0.9.0', '1.0.0'],
  ])('DL-4 offers who runs %s the newest that it goes to directly: %s', async (version, offer) => {
    expect((await get(`${feed}feed.json?version=${version}`)).body.offer).toBe(offer);
  });

  it('DL-4 has betas for who chose them: in the address, or when the feed was opened', async () => {
    expect(versions((await get(`${feed}feed.json?channel=beta`)).body)).toContain('2.1.0-beta.1');
    const beta = await openFeed(member, licenseId, 'beta');
    expect((await get(`${beta}feed.json`)).body).toMatchObject({ channel: 'beta', offer: '2.1.0-beta.1' });
    expect(versions((await get(`${beta}feed.json?channel=stable`)).body)).not.toContain('2.1.0-beta.1');
  });

  it('DL-4 answers in the language that is asked for', async () => {
    const { body } = await get(`${feed}feed.json`, { 'accept-language': 'de' });
    expect([body.language, body.releases[0].because[0]]).toEqual(['de', expect.stringContaining('nachdem')]);
  });
});

describe('DL-4 the appcast', () => {
  const items = async (query = '', headers: Record<string, string> = {}) => {
    const { status, body } = await get(`${feed}appcast.xml${query}`, headers);
    expect(status).toBe(200);
    const [channel] = readXml(body.toString()).children;
    return (channel?.children ?? []).filter(({ name }) => name === 'item');
  };
  const textOf = (item: XmlElement | undefined, name: string) =>
    item?.children.find((child) => child.name === name)?.text;
  const told = (list: readonly XmlElement[]) => list.map((item) => textOf(item, 'sparkle:version'));

  it('DL-4 has an item for each system with an EdDSA signature that holds over the file', async () => {
    const list = await items();
    expect(told(list)).toEqual([
      '2.0.0',
      '2.0.0',
      '2.0.0',
      '1.5.0',
      '1.5.0',
      '1.5.0',
      '1.0.0',
      '1.0.0',
      '1.0.0',
    ]);
    const [first] = list;
    const [enclosure] = first?.children.filter(({ name }) => name === 'enclosure') ?? [];
    const { url = '', length, type, 'sparkle:edSignature': signature = '' } = enclosure?.attributes ?? {};
    const bytes = contentOf('2.0.0', 'Draft-arm.dmg');
    expect([Number(length), type]).toEqual([bytes.length, 'application/octet-stream']);
    const key = keyObject(await keyOf(portal, 'files'));
    expect(verify(null, bytes, key, Buffer.from(signature, 'base64'))).toBe(true);
    expect(textOf(first, 'sparkle:hardwareRequirements')).toBe('arm64');
    expect(textOf(first, 'sparkle:minimumUpdateVersion')).toBe('1.5.0');
    expect(textOf(first, 'description')).toContain('"Fast" &amp; &lt;small&gt; ]]&gt;  now');
    expect(list[3]?.children.map(({ name }) => name)).toContain('sparkle:criticalUpdate');
    expect((await fetch(url)).status).toBe(200);
  });

  it('DL-4 informs about what is outside of maintenance only who has all that is covered', async () => {
    expect(told(await items('?version=1.5.0'))).not.toContain('3.0.0');
    for (const list of [
      await items('?version=2.0.0'),
      await items('', { 'user-agent': 'Northwind Draft/2.0.0 Sparkle/2.6.4' }),
    ]) {
      const [information] = list;
      expect(textOf(information, 'sparkle:version')).toBe('3.0.0');
      const names = information?.children.map(({ name }) => name);
      expect(names).toContain('sparkle:informationalUpdate');
      expect(names).not.toContain('enclosure');
      expect(textOf(information, 'description')).toMatch(/maintenance of your license ended/);
    }
  });

  it('DL-4 keeps what the version that runs does not go to directly from hiding its next stop', async () => {
    expect(new Set(told(await items('?version=1.2.0')))).toEqual(new Set(['1.5.0', '1.0.0']));
  });

  it('DL-4 marks betas as a channel of Sparkle, and files of WinSparkle with their system', async () => {
    const [beta] = await items('?channel=beta');
    expect([textOf(beta, 'sparkle:version'), textOf(beta, 'sparkle:channel')]).toEqual([
      '2.1.0-beta.1',
      'beta',
    ]);
    const [windows] = await items('?platform=windows');
    const enclosure = windows?.children.find(({ name }) => name === 'enclosure');
    expect(enclosure?.attributes['sparkle:os']).toBe('windows-x64');
  });
});

describe('DL-4 the update info of electron-builder', () => {
  it.each([
    ['latest.yml', 'Draft Setup.exe', 'windows-x64'],
    ['latest-mac.yml', 'Draft-arm.zip', 'macos-arm64'],
    ['latest-linux.yml', 'Draft.AppImage', 'linux-x64'],
    ['latest-linux-arm64.yml', 'Draft-arm64.AppImage', 'linux-arm64'],
  ])('DL-4 %s names %s with its SHA-512, below the feed', async (name, fileName, system) => {
    const { status, headers, body } = await get(`${feed}${name}?noCache=1jq0`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/yaml; charset=utf-8']);
    const info = load(body.toString()) as Record<string, never> & { files: Record<string, unknown>[] };
    const bytes = contentOf('2.0.0', fileName);
    const sha512 = createHash('sha512').update(bytes).digest('base64');
    const url = `files/${current.ids[fileName]}/${system}/${encodeURIComponent(fileName)}`;
    expect(info).toMatchObject({
      version: '2.0.0',
      path: url,
      sha512,
      releaseDate: '2026-03-01T09:00:00.000Z',
    });
    expect(info.files[0]).toEqual({ url, sha512, size: bytes.length });
    expect(info).not.toHaveProperty('stagingPercentage');
    const file = await get(`${feed}${url}`);
    expect([file.status, file.body.toString()]).toEqual([200, bytes.toString()]);
  });

  it('DL-4 beta.yml offers betas, and a version that stops on the way its next stop', async () => {
    const beta = load((await get(`${feed}beta.yml`)).body.toString());
    expect(beta).toMatchObject({ version: '2.1.0-beta.1' });
    const stop = load((await get(`${feed}latest.yml?version=1.0.0`)).body.toString());
    expect(stop).toMatchObject({ version: '1.5.0' });
  });
});

describe('DL-4 the answer to Tauri', () => {
  it('DL-4 has a minisign signature that holds, over the hash and over its comment', async () => {
    const { status, body } = await get(`${feed}tauri.json?target=darwin&arch=aarch64&current_version=1.5.0`);
    expect([status, body.version, body.pub_date]).toEqual([200, '2.0.0', '2026-03-01T09:00:00.000Z']);
    const content = contentOf('2.0.0', 'Draft.app.tar.gz');
    const [untrusted, packed = '', trusted = '', over = ''] = Buffer.from(body.signature, 'base64')
      .toString()
      .split('\n');
    expect(untrusted).toMatch(/^untrusted comment: /);
    const signature = Buffer.from(packed, 'base64');
    expect(signature.subarray(0, 2).toString()).toBe('ED');
    const published = await keyOf(portal, 'minisign');
    const key = keyObject(published);
    const hash = createHash('blake2b512').update(content).digest();
    expect(verify(null, hash, key, signature.subarray(10))).toBe(true);
    const comment = trusted.replace(/^trusted comment: /, '');
    const both = Buffer.concat([signature.subarray(10), Buffer.from(comment)]);
    expect(verify(null, both, key, Buffer.from(over, 'base64'))).toBe(true);
    expect(comment).toContain('file:Draft.app.tar.gz');
    expect(await (await fetch(body.url)).text()).toBe(content.toString());
    const packedKey = Buffer.from(published.minisign ?? '', 'base64');
    expect(packedKey.subarray(2, 10)).toEqual(signature.subarray(2, 10));
    expect(packedKey.subarray(10)).toEqual(Buffer.from(published.x, 'base64url'));
  });

  it('DL-4 is 204 when there is nothing newer, or nothing for the system', async () => {
    for (const query of [
      'target=darwin&arch=aarch64&current_version=2.0.0',
      'target=windows&arch=aarch64&current_version=1.0.0',
      'target=freebsd&arch=riscv64&current_version=1.0.0',
    ])
      expect((await get(`${feed}tauri.json?${query}`)).status).toBe(204);
  });
});

describe('DL-4 signed metadata', () => {
  it('DL-4 signs every document, with a counter and an end', async () => {
    const plain = await get(`${feed}feed.json?platform=linux`);
    const whole = await opened(portal, (await get(`${feed}feed.jws?platform=linux`)).body);
    expect(whole.typ).toBe('latchkey-update-feed');
    expect(whole.says).toEqual(plain.body);
    const { counter, issuedAt, expiresAt } = plain.body;
    expect(Date.parse(expiresAt) - Date.parse(issuedAt)).toBe(7 * day);
    for (const name of [
      'feed.json',
      'appcast.xml',
      'latest.yml',
      'latest-mac.yml',
      'tauri.json',
      'feed.jws',
    ]) {
      const query = name === 'tauri.json' ? '?target=darwin&current_version=1.5.0' : '';
      const response = await fetch(new URL(`${feed}${name}${query}`, portal.baseUrl));
      const bytes = Buffer.from(await response.arrayBuffer());
      const { says } = await opened(portal, (await get(`${feed}${name}.sig${query}`)).body);
      expect(says).toMatchObject({ document: name, productId, counter, issuedAt, expiresAt });
      expect([says.sha256, says.sizeBytes]).toEqual([hexOf(bytes), bytes.length]);
    }
  });

  it('DL-4 has strong ETags: 304 for who has the document, another one when it changes', async () => {
    const first = await get(`${feed}appcast.xml`);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[^"]+"$/);
    const same = await get(`${feed}appcast.xml`, { 'if-none-match': etag });
    expect([same.status, same.headers.get('etag')]).toEqual([304, etag]);
    const others = await openFeed(member, licenseId);
    expect((await get(`${others}appcast.xml`, { 'if-none-match': etag })).status).toBe(200);
    await aFeedRelease(portal, productId, { version: '1.7.0' });
    later();
    expect((await get(`${feed}appcast.xml`, { 'if-none-match': etag })).status).toBe(200);
  });
});

describe('DL-4 staged rollout', () => {
  it('DL-4 draws each installation once, the same every time, and keeps who is in as it grows', async () => {
    const staged = await aFeedRelease(portal, productId, { version: '2.2.0' });
    const percent = async (number: number) => {
      await portal.sql('update downloads.release set rollout_percent = $1 where id = $2', [
        number,
        staged.releaseId,
      ]);
      later();
    };
    const offered = async () => {
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, n) => get(`${feed}feed.json?version=2.0.0&installation=machine-${n}`)),
      );
      return answers.flatMap(({ body }, n) => (body.offer === '2.2.0' ? [n] : []));
    };
    await percent(30);
    const some = await offered();
    expect(some.length).toBeGreaterThan(5);
    expect(some.length).toBeLessThan(40);
    expect(await offered()).toEqual(some);
    await percent(60);
    expect(await offered()).toEqual(expect.arrayContaining(some));
    const drawsItself = load((await get(`${feed}latest.yml`)).body.toString());
    expect(drawsItself).toMatchObject({ version: '2.2.0', stagingPercentage: 60 });
    const said = await get(`${feed}latest.yml`, {
      'x-user-staging-id': '0199d2b0-5c1e-5d1b-a5b0-2f6f2a0f9c11',
    });
    expect(load(said.body.toString())).not.toHaveProperty('stagingPercentage');
    await percent(0);
    expect(await offered()).toEqual([]);
    await portal.get(YankRelease).execute(system, { releaseId: staged.releaseId, reason: 'Done.' });
    later();
  });
});

describe('DL-4 B5 what is not covered any more', () => {
  const url = () => `${feed}files/${current.ids['Draft Setup.exe']}/windows-x64/x.exe`;

  it('DL-4 B5 a halted release is in no feed and its file is refused, until it goes on', async () => {
    const halt = async (reason: string | null) => {
      const at = reason ? portal.clock.now() : null;
      await portal.sql('update downloads.release set halted_at = $1, halt_reason = $2 where id = $3', [
        at,
        reason,
        current.releaseId,
      ]);
      later();
    };
    await halt('A problem');
    expect(versions((await get(`${feed}feed.json`)).body)).not.toContain('2.0.0');
    const { status, body } = await get(url(), { range: 'bytes=0-1' });
    expect([status, body.verdict]).toEqual([403, 'HALTED']);
    await halt(null);
    expect((await get(url())).status).toBe(200);
  });

  it('DL-4 B5 a suspended license has an empty feed and no file, at once', async () => {
    await portal.get(SuspendLicense).execute({ licenseId, reason: 'Unpaid' });
    expect((await get(`${feed}feed.json`)).body).toMatchObject({ releases: [], offer: null });
    expect((await get(`${feed}appcast.xml`)).body.toString()).not.toContain('<item>');
    expect((await get(`${feed}latest.yml`)).status).toBe(404);
    expect((await get(`${feed}tauri.json?target=darwin&current_version=1.0.0`)).status).toBe(204);
    expect([(await get(url())).status, (await get(url())).body.verdict]).toEqual([403, 'LICENSE_SUSPENDED']);
    await portal.get(ReinstateLicense).execute({ licenseId, reason: 'Paid' });
    expect((await get(url())).status).toBe(200);
  });

  it('DL-4 B5 a revoked license has an empty feed and no file', async () => {
    const { organizationId } = member;
    const about = { productId, organizationId, maintenanceEndsAt: '2027-06-30T12:00:00Z' };
    const revoked = await aLicense(portal, about);
    const own = await openFeed(member, revoked);
    expect((await get(`${own}feed.json`)).body.offer).toBe('3.0.0');
    await portal.get(RevokeLicense).execute({ licenseId: revoked, reason: 'Refunded' });
    expect((await get(`${own}feed.json`)).body).toMatchObject({ releases: [], offer: null });
    const path = `${own}files/${current.ids['Draft Setup.exe']}/windows-x64/x.exe`;
    expect((await get(path)).body.verdict).toBe('LICENSE_REVOKED');
  });

  it('DL-4 refuses the file of a release outside of maintenance with the reason and an offer', async () => {
    const { status, body } = await get(`${feed}files/${outside.ids['Draft Setup.exe']}/windows-x64/x.exe`);
    expect(status).toBe(403);
    expect(body).toMatchObject({ verdict: 'MAINTENANCE_ENDED', offer: { version: '2.0.0' } });
  });

  it('DL-4 writes down what an updater fetched, for its organization and for nobody in it', async () => {
    const answer = await fetch(new URL(url(), portal.baseUrl), { headers: { range: 'bytes=0-3' } });
    expect([answer.status, await answer.text()]).toEqual([206, '2.0.']);
    const rows = await rowsOnce(() =>
      portal.sql(
        `select organization_id, user_id from downloads.download_log where artifact_id = $1 and bytes_sent = 4`,
        [current.ids['Draft Setup.exe']],
      ),
    );
    expect(rows).toEqual([{ organization_id: member.organizationId, user_id: null }]);
  });
});

describe('DL-4 a release key signs for one purpose', () => {
  /** What the portal signs when somebody publishes a file of these bytes. */
  async function signedFile(version: string, content: Buffer): Promise<{ signature: Buffer; kid: string }> {
    const draft = {
      productId,
      version,
      channel: 'beta',
      title: 'Bait',
      notesMarkdown: '',
      critical: false,
    } as const;
    const releaseId = await portal.get(DraftRelease).execute(system, draft);
    const about = { fileName: 'bait.bin', platform: 'any', architecture: 'any', type: 'archive', content };
    await portal.get(AttachArtifact).execute(system, { releaseId, ...about });
    await portal.get(PublishRelease).execute(system, { releaseId });
    const [row] = await portal.sql<{ signature: string; kid: string }>(
      'select signature, signature_kid as kid from downloads.artifact where release_id = $1',
      [releaseId],
    );
    await portal.get(YankRelease).execute(system, { releaseId, reason: 'It was bait.' });
    return { signature: Buffer.from(row?.signature ?? '', 'base64'), kid: row?.kid ?? '' };
  }

  it('DL-4 makes no feed of a file that is, letter by letter, what a feed is signed over', async () => {
    const [, payload = ''] = (await get(`${feed}feed.jws`)).body.toString().split('.');
    const says = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = { ...says, counter: 9_999, expiresAt: '2099-01-01T00:00:00.000Z' };
    const check = {
      seenCounter: 0,
      productId,
      now: portal.clock.now(),
      keys: { keys: await publishedKeys(portal) },
    };
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const codes = { feeds: 'FEED_SIGNATURE_WRONG', files: 'FEED_KEY_UNKNOWN' } as const;
    for (const [index, purpose] of (['feeds', 'files'] as const).entries()) {
      const { kid } = await keyOf(portal, purpose);
      const text = `${encoded({ alg: 'EdDSA', kid, typ: 'latchkey-update-feed' })}.${encoded(forged)}`;
      const { signature } = await signedFile(`9.0.${index}`, Buffer.from(text));
      const told = verifyFeed(`${text}.${signature.toString('base64url')}`, check);
      await expect(told).rejects.toMatchObject({ code: codes[purpose] });
    }
    later();
    expect((await verifyFeed((await get(`${feed}feed.jws`)).body.toString(), check)).product.id).toBe(
      productId,
    );
  });

  it('DL-4 makes no signature for Tauri of a file that is a hash, or a signature with a comment', async () => {
    const minisign = keyObject(await keyOf(portal, 'minisign'));
    const hash = createHash('blake2b512').update('an evil program').digest();
    const ofHash = await signedFile('9.1.0', hash);
    expect(verify(null, hash, minisign, ofHash.signature)).toBe(false);
    const { body } = await get(`${feed}tauri.json?target=darwin&arch=aarch64&current_version=1.5.0`);
    const [, packed = ''] = Buffer.from(body.signature, 'base64').toString().split('\n');
    const comment = Buffer.concat([Buffer.from(packed, 'base64').subarray(10), Buffer.from('file:evil')]);
    const ofComment = await signedFile('9.1.1', comment);
    expect(verify(null, comment, minisign, ofComment.signature)).toBe(false);
    const files = keyObject(await keyOf(portal, 'files'));
    for (const [bytes, { signature }] of [
      [hash, ofHash],
      [comment, ofComment],
    ] as const)
      expect(verify(null, bytes, files, signature)).toBe(true);
  });

  it('DL-4 changes the key of one purpose alone, and what was published keeps its signatures', async () => {
    const before = await publishedKeys(portal);
    expect(new Set(before.map(({ purpose }) => purpose)).size).toBe(4);
    const tauri = `${feed}tauri.json?target=darwin&arch=aarch64&current_version=1.5.0`;
    const { signature } = (await get(tauri)).body;
    expect(signature).toEqual(expect.any(String));
    for (const purpose of ['feeds', 'minisign'] as const) await portal.get(ReleaseKeys).rotate(purpose);
    later();
    const signs = (keys: typeof before, purpose: string) =>
      keys.filter((key) => key.purpose === purpose && key.retiredAt === null).map(({ kid }) => kid);
    const after = await publishedKeys(portal);
    for (const purpose of ['files', 'lists']) expect(signs(after, purpose)).toEqual(signs(before, purpose));
    for (const purpose of ['feeds', 'minisign'])
      expect(signs(after, purpose)).not.toEqual(signs(before, purpose));
    expect(after).toHaveLength(6);
    const [header = ''] = (await get(`${feed}feed.jws`)).body.toString().split('.');
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
    expect([kid]).toEqual(signs(after, 'feeds'));
    expect((await get(tauri)).body.signature).toBe(signature);
  });
});

describe('DL-4 hostile questions', () => {
  it.each([
    ['', 404],
    ['lkf_', 404],
    [`lkf_${'A'.repeat(43)}`, 404],
    [`lkf_${'A'.repeat(200)}`, 404],
    ['%00', 404],
    ['..%2f..%2fetc', 404],
    ["lkf_' or 1=1 --", 404],
  ])('DL-4 the secret %j opens nothing', async (token, status) => {
    expect((await get(`/updates/${token}/feed.json`)).status).toBe(status);
  });

  it.each([
    ['feed.json?version=%00', 422],
    [`feed.json?version=${'9'.repeat(61)}`, 422],
    ['feed.json?version=999999999999.0.0', 422],
    ['feed.json?version=1&version=2', 422],
    ['feed.json?channel=nightly', 422],
    ['feed.json?platform=%ff', 200],
    ['feed.json?platform=%00', 422],
    ['feed.json?__proto__=x&constructor=y', 200],
    ['nightly.yml', 404],
    ['latest-mac-arm64.yml', 404],
    ['feed.json.sig.sig', 404],
    ['..%2ffeed.json', 404],
    ['constructor', 404],
    ['files/x/y/z', 404],
    ['files/0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11/y/z', 404],
  ])('DL-4 %s answers %d', async (path, status) => {
    expect((await get(`${feed}${path}`)).status).toBe(status);
  });
});

describe('DL-4 the counter', () => {
  it('DL-4 counts up with every change of a release and once a day, and never back', async () => {
    const counter = async () => (await get(`${feed}feed.json`)).body.counter as number;
    const before = await counter();
    const { releaseId } = await aFeedRelease(portal, productId, { version: '1.6.0' });
    later();
    expect(await counter()).toBe(before + 1);
    await portal.get(YankRelease).execute(system, { releaseId, reason: 'It burns.' });
    later();
    expect(await counter()).toBe(before + 2);
    portal.clock.advance(day + 1);
    const renewed = (await get(`${feed}feed.json`)).body;
    expect(renewed.counter).toBe(before + 3);
    expect(Number(portal.clock.now()) - Date.parse(renewed.issuedAt)).toBeLessThan(10_000);
    await aFeedRelease(portal, await aProduct(portal, 'Other'), { version: '1.0.0' });
    later();
    expect(await counter()).toBe(before + 3);
  });
});
