import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Upload, type UploadOptions } from 'tus-js-client';
import { hour } from '../../../src/kernel/clock.js';
import { projectRoot } from '../../../src/platform/project-root.js';
import { Uploads } from '../../../src/platform/uploads/uploads.js';
import { type SignedInPerson, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aProduct } from './shop.js';

const exec = promisify(execFile);
const curl = ['/usr/bin/curl', '/opt/homebrew/bin/curl', '/bin/curl'].some((path) => existsSync(path));

let portal: Portal;
let manager: SignedInPerson;
let productId: string;
let drafts = 0;

const uploads = '/api/v1/staff/release-uploads';
const tus = { 'tus-resumable': '1.0.0' };
// One piece of what the portal keeps at once, and a bit.
const bytes = randomBytes(9 * 1024 * 1024 + 5);
const sha256 = createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  portal = await startPortal();
  manager = await signedInStaff(portal, 'administrator');
  productId = await aProduct(portal);
});

afterAll(() => portal.close());

async function aDraft(): Promise<string> {
  drafts += 1;
  const draft = { productId, version: `1.${drafts}.0`, title: 'Large' };
  return (await manager.api.post('/api/v1/staff/releases', draft)).body.id;
}

const about = (releaseId: string, filename = 'disk.img') => ({
  releaseId,
  filename,
  platform: 'linux',
  architecture: 'x64',
  type: 'archive',
});

const metadata = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

async function begin(fields: Readonly<Record<string, string>>, sizeBytes: number, api = manager.api) {
  const headers = { ...tus, 'upload-length': String(sizeBytes), 'upload-metadata': metadata(fields) };
  return api.call('POST', uploads, undefined, headers);
}

const send = (path: string, offset: number, body: Uint8Array, api = manager.api) =>
  api.call('PATCH', path, body, {
    ...tus,
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  });

/** Where it stands, as a HEAD says. */
async function offsetOf(path: string): Promise<string | null> {
  const response = await fetch(new URL(path, portal.baseUrl), {
    method: 'HEAD',
    headers: { ...tus, authorization: `Bearer ${manager.accessToken}` },
  });
  return response.headers.get('upload-offset');
}

/** The whole file with the client that browsers use. */
function withClient(content: Buffer, options: Partial<UploadOptions>): Promise<void> {
  return new Promise((resolve, reject) => {
    new Upload(content, {
      headers: { authorization: `Bearer ${manager.accessToken}` },
      chunkSize: 5_000_000,
      retryDelays: [0, 100, 200, 400],
      onSuccess: () => resolve(),
      onError: reject,
      ...options,
    }).start();
  });
}

const filesOf = async (releaseId: string) =>
  (await manager.api.get(`/api/v1/staff/releases/${releaseId}`)).body.artifacts;

const partsLeft = async () =>
  (await portal.sql<{ count: number }>('select count(*)::int as count from platform.upload_part'))[0]?.count;

(curl ? describe : describe.skip)('docs/releasing.md', () => {
  it('DL-6 nobody begins more than twenty uploads at a time, nor more than two of the largest size', async () => {
    const someone = await signedInStaff(portal, 'administrator');
    const releaseId = await aDraft();
    const gib = 1024 ** 3;
    const start = (size: number) => begin(about(releaseId, `disk-${size}.img`), size, someone.api);
    const first = await start(8 * gib);
    expect([first.status, (await start(7 * gib)).status]).toEqual([201, 201]);
    const refused = await start(2 * gib);
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-uploads']);
    expect(refused.body.detail).toBe(
      'Your unfinished uploads would be more than 16384 MiB together. Finish or delete one first.',
    );
    await someone.api.call('DELETE', first.headers.get('location') ?? '', undefined, tus);
    for (let one = 1; one < 20; one += 1) expect((await start(one)).status).toBe(201);
    expect((await start(20)).body.detail).toBe('You have 20 unfinished uploads. Finish or delete one first.');
    expect((await begin(about(releaseId, 'own.img'), 100)).status).toBe(201);
  });

  it('DL-6 releases a file with curl, as it stands', async () => {
    const text = readFileSync(join(projectRoot, 'docs', 'releasing.md'), 'utf8');
    const script = /```sh\n([\s\S]+?)```/.exec(text)?.[1] ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'release-'));
    const file = join(folder, 'lumen 4.2.0.tar.gz');
    writeFileSync(file, bytes.subarray(0, 50_000));
    const { stdout } = await exec('bash', ['-euo', 'pipefail', '-c', script], {
      env: {
        PATH: process.env.PATH,
        PORTAL: portal.baseUrl,
        TOKEN: manager.accessToken,
        PRODUCT: productId,
        FILE: file,
      },
    });
    expect(stdout.trim().split('\n').at(-1)).toBe('10');
    rmSync(folder, { recursive: true });
  });
});

describe('DL-6 a file in parts', () => {
  it('comes with the client of browsers and is hashed, signed and told in the audit log', async () => {
    const releaseId = await aDraft();
    await withClient(bytes, {
      endpoint: `${portal.baseUrl}${uploads}`,
      metadata: about(releaseId, 'Ärger.img'),
    });
    expect(await filesOf(releaseId)).toMatchObject([
      { fileName: 'Ärger.img', sizeBytes: bytes.length, sha256, platform: 'linux' },
    ]);
    expect(await partsLeft()).toBe(0);
    const entries = await portal.sql('select action from platform.audit_entry where object_id = $1', [
      releaseId,
    ]);
    expect(entries).toContainEqual({ action: 'downloads.file-attached' });
    const published = await manager.api.post(`/api/v1/staff/releases/${releaseId}/publish`);
    expect(published.body.artifacts[0].signature).not.toBeNull();
  });

  it('goes on after a broken connection with what arrived, on any process', async () => {
    const releaseId = await aDraft();
    const path = (await begin(about(releaseId), bytes.length)).headers.get('location') ?? '';
    const { hostname, port } = new URL(portal.baseUrl);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        const head = [
          `PATCH ${path} HTTP/1.1`,
          `host: ${hostname}:${port}`,
          `authorization: Bearer ${manager.accessToken}`,
          'tus-resumable: 1.0.0',
          'upload-offset: 0',
          'content-type: application/offset+octet-stream',
          `content-length: ${bytes.length}`,
        ].join('\r\n');
        socket.write(`${head}\r\n\r\n`);
        socket.write(bytes.subarray(0, 9_000_000), () => socket.end());
      });
      socket.on('close', () => resolve());
      socket.on('error', () => undefined);
      socket.resume();
    });
    // The portal stores what came before it knows that nothing more comes.
    while (Number(await offsetOf(path)) < 8 * 1024 * 1024);
    expect(await filesOf(releaseId)).toEqual([]);
    await withClient(bytes, { uploadUrl: `${portal.baseUrl}${path}` });
    expect(await filesOf(releaseId)).toMatchObject([{ sha256 }]);
    // Who asks again, because the answer was lost, is told that all is there.
    expect(await offsetOf(path)).toBe(String(bytes.length));
    expect((await send(path, bytes.length, new Uint8Array())).status).toBe(204);
    expect(await filesOf(releaseId)).toHaveLength(1);
  });

  it('of two that write at once one goes on, and no byte is twice in the file', async () => {
    const releaseId = await aDraft();
    const content = bytes.subarray(0, 3_000_000);
    const path = (await begin(about(releaseId), content.length)).headers.get('location') ?? '';
    const halves = await Promise.all([1, 2, 3].map(() => send(path, 0, content.subarray(0, 2_000_000))));
    expect(halves.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
    expect((await send(path, 1, content.subarray(1))).body).toMatchObject({
      code: 'upload-offset-mismatch',
      offset: 2_000_000,
    });
    await Promise.all([1, 2].map(() => send(path, 2_000_000, content.subarray(2_000_000))));
    const expected = createHash('sha256').update(content).digest('hex');
    expect(await filesOf(releaseId)).toMatchObject([{ sha256: expected }]);
    expect(await partsLeft()).toBe(0);
  });

  it('of two files of one name the second is refused, before its bytes or at their end', async () => {
    const releaseId = await aDraft();
    const content = bytes.subarray(0, 1_000);
    const [one = '', two = ''] = await Promise.all(
      ['same.zip', 'SAME.zip'].map(
        async (name) => (await begin(about(releaseId, name), 1_000)).headers.get('location') ?? '',
      ),
    );
    expect((await send(one, 0, content)).status).toBe(204);
    expect((await send(two, 0, content)).body.code).toBe('file-name-taken');
    expect((await begin(about(releaseId, 'same.ZIP'), 1_000)).body.code).toBe('file-name-taken');
    expect(await partsLeft()).toBe(0);
  });

  it('C5 refuses what is too large, empty, too long or no piece, and what is not tus', async () => {
    const releaseId = await aDraft();
    const limit = 8 * 1024 ** 3;
    expect((await begin(about(releaseId), limit + 1)).status).toBe(413);
    expect((await begin(about(releaseId), 0)).status).toBe(422);
    expect((await begin({ ...about(releaseId), platform: 'amiga' }, 10)).status).toBe(422);
    expect((await begin(about('0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11'), 10)).status).toBe(404);
    const path = (await begin(about(releaseId, '../../etc/passwd'), 10)).headers.get('location') ?? '';
    expect((await send(path, 0, bytes.subarray(0, 11))).status).toBe(413);
    expect((await manager.api.patch(path, {}, { ...tus, 'upload-offset': '0' })).status).toBe(415);
    const old = await manager.api.call('POST', uploads, undefined, { 'upload-length': '5' });
    expect([old.status, old.headers.get('tus-version')]).toEqual([412, '1.0.0']);
    expect((await send(path, 0, bytes.subarray(0, 10))).status).toBe(204);
    expect(await filesOf(releaseId)).toMatchObject([{ fileName: 'passwd' }]);
    const spoken = await portal.api().call('OPTIONS', uploads, undefined);
    expect(spoken.headers.get('tus-max-size')).toBe(String(limit));
  });

  it('ends after a day without a trace, or when it is given up', async () => {
    const releaseId = await aDraft();
    const paths = await Promise.all(
      ['a.zip', 'b.zip'].map(
        async (name) => (await begin(about(releaseId, name), 1_000)).headers.get('location') ?? '',
      ),
    );
    const [kept = '', given = ''] = paths;
    for (const path of paths) await send(path, 0, bytes.subarray(0, 500));
    expect((await manager.api.delete(given, tus)).status).toBe(204);
    expect(await offsetOf(given)).toBeNull();
    portal.clock.advance(25 * hour);
    const { email: login, password } = manager;
    const { body } = await portal.api().post('/api/v1/sign-in/password', { login, password });
    const later = portal.api(body.accessToken);
    expect((await send(kept, 500, bytes.subarray(500, 1_000), later)).status).toBe(404);
    await portal.get(Uploads).sweep();
    expect(await partsLeft()).toBe(0);
    expect(await portal.sql('select id from platform.upload')).toEqual([]);
  });

  it('B2 is nobody else’s: other staff, agents and customers reach none of it', async () => {
    const admin = await signedInStaff(portal, 'administrator');
    manager = await signedInStaff(portal, 'administrator');
    const path = (await begin(about(await aDraft()), 10)).headers.get('location') ?? '';
    expect((await send(path, 0, bytes.subarray(0, 10), admin.api)).status).toBe(404);
    expect((await admin.api.delete(path, tus)).status).toBe(404);
    for (const { api } of [await signedInStaff(portal, 'agent'), await signedInMember(portal)]) {
      expect((await begin({}, 10, api)).status).toBe(403);
      expect((await send(path, 0, bytes.subarray(0, 10), api)).status).toBe(403);
    }
    const page = path.replace('/api/v1/staff', '/admin');
    expect(
      (await fetch(new URL(page, portal.baseUrl), { method: 'PATCH', redirect: 'manual' })).status,
    ).not.toBe(204);
  });
});
