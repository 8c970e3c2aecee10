import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hour } from '../../../src/kernel/clock.js';
import { Config } from '../../../src/platform/config/config.js';
import { CollectOrphans } from '../../../src/platform/storage/collect-orphans.js';
import { FileOwners } from '../../../src/platform/storage/file-owners.js';
import { FindMissingFilesJob } from '../../../src/platform/storage/find-missing-files.job.js';
import { FindMissingFiles } from '../../../src/platform/storage/find-missing-files.js';
import { Storage } from '../../../src/platform/storage/storage.js';
import { Uploads } from '../../../src/platform/uploads/uploads.js';
import { eventually } from '../../harness/eventually.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { nextPort } from '../../harness/ports.js';
import { endPrograms, Program } from '../../operations/program.js';
import { settings } from '../../operations/settings.js';
import { aTicket, file, formOf, pixel } from '../support/desk.js';
import { aLicense, aProduct, aRelease } from './shop.js';
import { announce, sendFirst, sendRest } from './tus.js';

let portal: Portal;
let member: SignedInMember;
let staff: SignedInPerson;
let productId: string;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal);
  staff = await signedInStaff(portal, 'administrator');
  productId = await aProduct(portal);
});

afterAll(async () => {
  await endPrograms();
  await portal.close();
});

/** A file of a draft of which the first bytes are there. */
async function anOpenUpload(releaseId: string): Promise<void> {
  const begun = await announce(staff, { releaseId, filename: 'disk.img' }, 1_000);
  const sent = await sendFirst(staff, begun.headers.get('location') ?? '', Buffer.alloc(500));
  expect(sent.status).toBe(204);
}

async function keys(): Promise<string[]> {
  const found: string[] = [];
  for await (const page of portal.get(Storage).list()) found.push(...page.map(({ key }) => key));
  return found.sort();
}

const put = (key: string) =>
  portal.get(Storage).put(key, Buffer.from('bytes'), { contentType: 'text/plain', maxBytes: 100 });

const below = (all: readonly string[], prefix: string) => all.filter((key) => key.startsWith(prefix));

/** Begins a request to the program, sends this much of it, and goes on waiting. */
function hangingRequest(url: string, method: string, headers: Record<string, string>, bytes: Buffer): void {
  const asked = request(url, {
    method,
    headers: { authorization: `Bearer ${staff.accessToken}`, ...headers },
  });
  asked.on('error', () => undefined);
  asked.write(bytes);
}

const unfinished = () => {
  const folder = join(fileURLToPath(portal.get(Config).storageUrl), '.unfinished');
  return readdirSync(folder).filter((name) => statSync(join(folder, name)).size > 0);
};

/** A web process of its own, on the portal's database and files. */
async function aWebProcess(): Promise<{ program: Program; url: string }> {
  const { databaseUrl, storageUrl, appSecret, jwtSecret, storeWebhookSecret } = portal.get(Config);
  const port = await nextPort();
  const program = Program.start(['main.js'], {
    ...(await settings(databaseUrl, { PORT: String(port), ALLOWED_HOSTS: `127.0.0.1:${port}` })),
    ...{ PUBLIC_URL: portal.baseUrl, STORAGE_URL: storageUrl, STORE_WEBHOOK_SECRET: storeWebhookSecret },
    ...{ APP_SECRET: appSecret, JWT_SECRET: jwtSecret, NODE_ENV: 'test' },
  });
  await program.prints(/web is ready/);
  return { program, url: `http://127.0.0.1:${port}` };
}

describe('F3 DL-6 a process that is killed in the middle of uploads', () => {
  const bytes = randomBytes(12 * 1_048_576 + 7);
  let path: string;
  let releaseId: string;

  it('F3 DL-6 leaves nothing that is served', async () => {
    releaseId = (await aRelease(portal, productId, { version: '0.9.0', publishedAt: null })).releaseId;
    const before = await keys();
    path =
      (await announce(staff, { releaseId, filename: 'disk.img' }, bytes.length)).headers.get('location') ??
      '';
    const { program, url } = await aWebProcess();
    const patch = { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-length': String(bytes.length) };
    const type = { 'content-type': 'application/offset+octet-stream' };
    hangingRequest(`${url}${path}`, 'PATCH', { ...patch, ...type }, bytes.subarray(0, 10 * 1_048_576));
    const form = `--x\r\ncontent-disposition: form-data; name="platform"\r\n\r\nlinux\r\n--x\r
content-disposition: form-data; name="architecture"\r\n\r\nx64\r\n--x\r
content-disposition: form-data; name="type"\r\n\r\narchive\r\n--x\r
content-disposition: form-data; name="file"; filename="half.zip"\r\n\r\n`;
    const whole = {
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': String(bytes.length),
    };
    const half = Buffer.concat([Buffer.from(form), bytes.subarray(0, 5_000_000)]);
    hangingRequest(`${url}/api/v1/staff/releases/${releaseId}/artifacts`, 'POST', whole, half);
    await eventually('a part is kept', async () => (await received()) > 0);
    await eventually('the other is half written', () => unfinished().length === 1);
    await program.ends('SIGKILL');
    expect(below(await keys(), 'uploads/')).toHaveLength(1);
    expect((await keys()).filter((key) => !key.startsWith('uploads/'))).toEqual(before);
    const { artifacts } = (await staff.api.get(`/api/v1/staff/releases/${releaseId}`)).body;
    expect(artifacts).toHaveLength(1);
  });

  it('F3 DL-6 goes on in another process, to the very same file', async () => {
    const at = await received();
    // What was not a piece of its own yet is lost with the process, and no more.
    expect(at).toBeGreaterThanOrEqual(8 * 1_048_576);
    const sent = await sendRest(staff, path, at, bytes.subarray(at));
    expect(sent.status).toBe(204);
    const { artifacts } = (await staff.api.get(`/api/v1/staff/releases/${releaseId}`)).body;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(artifacts).toContainEqual(expect.objectContaining({ fileName: 'disk.img', sha256 }));
  });

  const received = async () =>
    (
      await portal.sql<{ at: number }>(
        'select received_bytes::int as at from platform.upload where finished_at is null',
      )
    )[0]?.at ?? 0;
});

describe('DL-6 files and rows', () => {
  it('DL-6 keeps the file of an attachment, release, bundle and open upload, and collects what has no row', async () => {
    const { id } = await aTicket(member);
    await member.api.post(`/api/v1/tickets/${id}/attachments`, formOf({}, [file('a.png', pixel)]));
    const publishedAt = '2026-01-10T09:00:00Z';
    const { releaseId } = await aRelease(portal, productId, { version: '1.0.0', publishedAt });
    const { organizationId } = member;
    const about = { productId, organizationId, maintenanceEndsAt: '2030-01-01T00:00:00Z' };
    const wish = { licenseId: await aLicense(portal, about), releaseId, platform: 'windows' };
    expect((await member.api.post('/api/v1/bundles', wish)).status).toBe(202);
    await anOpenUpload(
      (await aRelease(portal, productId, { version: '2.0.0', publishedAt: null })).releaseId,
    );
    await portal.settle();
    const needed = await keys();
    for (const prefix of ['support/', 'releases/', 'bundles/', 'uploads/'])
      expect(below(needed, prefix)).not.toEqual([]);
    const orphans = [
      'support/gone',
      'releases/gone/gone',
      'bundles/gone',
      'uploads/gone/gone',
      'invoices/gone.pdf',
    ];
    for (const key of [...orphans, 'somebody/else']) await put(key);

    expect(unfinished()).toHaveLength(1);
    portal.clock.advance(23 * hour);
    expect(await portal.get(CollectOrphans).execute()).toMatchObject({ looked: 0, removed: 0 });
    portal.clock.advance(2 * hour);
    expect(await portal.get(CollectOrphans).execute()).toMatchObject({ removed: 5, more: false });
    expect(await keys()).toEqual([...needed, 'somebody/else'].sort());
    expect(unfinished()).toEqual([]);
    await portal.get(Storage).delete('somebody/else');
  });

  it('DL-6 removes nothing where the database knows no file: it is the storage of somebody else', async () => {
    const files = await keys();
    const other = await startPortal({ environment: { STORAGE_URL: portal.get(Config).storageUrl } });
    other.clock.advance(25 * hour);
    const collection = await other.get(CollectOrphans).execute();
    await other.close();
    expect(collection).toMatchObject({ removed: 0, strange: true });
    expect(collection.looked).toBeGreaterThan(3);
    expect(await keys()).toEqual(files);
  });

  it('DL-6 leaves no trace of an upload that nobody ended', async () => {
    await portal.get(Uploads).sweep();
    await portal.get(CollectOrphans).execute();
    expect(below(await keys(), 'uploads/')).toEqual([]);
  });

  it('DL-6 tells which rows lack their file, by key alone', async () => {
    const before = await portal.get(FindMissingFiles).execute();
    expect(before).toMatchObject({ missing: [] });
    expect(before.looked).toBe((await keys()).length);
    const [key = ''] = below(await keys(), 'releases/');
    await portal.get(Storage).delete(key);
    expect(await portal.get(FindMissingFiles).execute()).toEqual({ looked: before.looked, missing: [key] });
  });

  it('DL-6 shows staff what is missing, by a name they know, until it is back', async () => {
    const admin = await signedInStaff(portal, 'administrator');
    const told = async () => (await admin.api.get('/api/v1/staff/operations')).body.missingFiles;
    expect(await told()).toEqual([]);
    await portal.get(FindMissingFilesJob).run();
    const [lost, ...more] = await told();
    expect(more).toEqual([]);
    const [row] = await portal.sql<{ name: string; releaseId: string }>(
      `select a.file_name || ' (' || r.version || ')' as name, r.id as "releaseId"
       from downloads.artifact a join downloads.release r on r.id = a.release_id where a.storage_key = $1`,
      [lost.key],
    );
    expect(lost.name).toBe(row?.name);
    const { html } = await admin.visitor.get('/admin/operations');
    expect(html).toContain('A file is missing in the storage');
    expect(html).toContain(`href="/admin/releases/${row?.releaseId}"`);
    await put(lost.key);
    expect(await told()).toEqual([]);
    expect((await admin.visitor.get('/admin/operations')).html).not.toContain('missing in the storage');
    expect(await portal.sql('select 1 from platform.missing_file')).toEqual([]);
  });

  it('DL-6 has a name for every file that is needed, and tells no words of customers', async () => {
    const all = await keys();
    const names = await portal.get(FileOwners).names([...all, 'support/none', 'releases/none/none']);
    expect([...names.keys()].sort()).toEqual(all);
    const [attachment = ''] = below(all, 'support/');
    expect(names.get(attachment)?.name).toMatch(/^R-\d+$/);
  });

  it('DL-6 knows an owner for every table that names a file', async () => {
    const tables = await portal.sql<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.columns
       where column_name = 'storage_key'`,
    );
    expect(tables.length).toBeGreaterThan(4);
    const owned = portal.get(FileOwners).all();
    for (const { name } of tables)
      expect({ name, owner: owned.some(({ keys }) => keys.includes(`from ${name}`)) }).toEqual({
        name,
        owner: true,
      });
  });
});
