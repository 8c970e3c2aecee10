import { execFileSync } from 'node:child_process';
import { createHash, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MikroORM, RequestContext } from '@mikro-orm/core';
import { system } from '../../../src/kernel/actor.js';
import { day } from '../../../src/kernel/clock.js';
import { AttachArtifact } from '../../../src/modules/downloads/application/attach-artifact.js';
import { PackBundle } from '../../../src/modules/downloads/application/bundles/pack-bundle.js';
import { TidyBundles } from '../../../src/modules/downloads/application/bundles/tidy-bundles.js';
import { DraftRelease } from '../../../src/modules/downloads/application/draft-release.js';
import { PublishRelease } from '../../../src/modules/downloads/application/publish-release.js';
import { YankRelease } from '../../../src/modules/downloads/application/yank-release.js';
import { PublishBuiltInArticles } from '../../../src/modules/knowledge/application/publish-built-in-articles.js';
import { RevokeLicense } from '../../../src/modules/licensing/application/revoke-license.js';
import { printRequestCode } from '../../../src/modules/licensing/domain/request-code.js';
import { Storage } from '../../../src/platform/storage/storage.js';
import { freshProof, type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { keyObject, keyOf } from './feed-shop.js';
import { aLicense, aProduct, aRelease, fileBytes } from './shop.js';

let portal: Portal;
let owner: SignedInMember;
let reader: SignedInMember;
let productId: string;
let licenseId: string;
let releaseId: string;
/** Longer than the name field of an archive's header, and not ASCII. */
const fileName = `Übersicht ${'sehr lang '.repeat(12)}2.exe`;
const folder = mkdtempSync(join(tmpdir(), 'bundle-'));

beforeAll(async () => {
  portal = await startPortal();
  owner = await signedInMember(portal);
  const { organizationId } = owner;
  reader = await signedInMember(portal, { organizationId, role: 'reader' });
  productId = await aProduct(portal);
  licenseId = await aLicense(portal, {
    productId,
    organizationId,
    maintenanceEndsAt: '2030-01-01T00:00:00Z',
  });
  const options = { publishedAt: '2026-01-10T09:00:00Z', notesMarkdown: 'New **maps**. <script>1</script>' };
  releaseId = (await aRelease(portal, productId, { version: '2.0.0', fileName, ...options })).releaseId;
  await anOfflineMachine();
  await portal.get(PublishBuiltInArticles).execute(system);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await portal?.close();
});

async function anOfflineMachine() {
  const [row] = await portal.sql<{ serialNumber: string }>(
    'select serial_number as "serialNumber" from licensing.license where id = $1',
    [licenseId],
  );
  const machine = { kind: 'activate', fingerprint: 'a cabin', nonce: '0A1B2C' } as const;
  const code = printRequestCode({ ...machine, serialNumber: row?.serialNumber ?? '' });
  await freshProof(portal, owner.userId, 'issue-offline-license');
  const path = `/api/v1/licenses/${licenseId}/offline-activations`;
  const { status } = await owner.api.post(path, { code, machineName: '../Cabin: 1' });
  expect(status).toBe(201);
}

const inContext = <T>(work: () => Promise<T>) => RequestContext.create(portal.get(MikroORM).em, work);
const wish = (about: object = {}) => ({ licenseId, releaseId, platform: 'windows', ...about });
const ask = (who = owner, about = {}) => who.api.post('/api/v1/bundles', wish(about));

/** Unpacks with the system's own tar, and returns the one folder that came out. */
function unpacked(archive: Buffer): string {
  writeFileSync(join(folder, 'bundle.tar'), archive);
  execFileSync('tar', ['xf', 'bundle.tar'], { cwd: folder });
  const [name = ''] = readdirSync(folder).filter((one) => one !== 'bundle.tar');
  return join(folder, name);
}

describe('DL-8 a bundle for machines without internet', () => {
  let id: string;

  it('DL-8 is packed by the worker, told by mail, and verifies with tar, sha256sum and openssl', async () => {
    const asked = await ask();
    expect(asked.status).toBe(202);
    expect(asked.body).toMatchObject({ version: '2.0.0', withLicenseFiles: true, failure: null });
    id = asked.body.id;
    await portal.settle();
    const { body } = await owner.api.get(`/api/v1/bundles/${id}`);
    expect(body).toMatchObject({ status: 'ready', progress: 100 });
    expect(portal.mailTo(owner.email)?.text).toContain(`/downloads/bundles/${id}`);
    const sent = await owner.api.get(body.href);
    expect([sent.status, sent.body.length]).toEqual([200, body.sizeBytes]);
    expect(createHash('sha256').update(sent.body).digest('hex')).toBe(body.sha256);

    const cwd = unpacked(sent.body);
    execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd });
    const proof = ['-rawin', '-in', 'manifest.json', '-sigfile', 'manifest.json.sig'];
    execFileSync('openssl', ['pkeyutl', '-verify', '-pubin', '-inkey', 'release-key.pem', ...proof], { cwd });
    expect(readFileSync(join(cwd, 'files', fileName)).equals(fileBytes)).toBe(true);
    const listed = readFileSync(join(cwd, 'SHA256SUMS'), 'utf8').split('\n').filter(Boolean);
    const packed = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(listed).toHaveLength(packed.length - 1);
  });

  it('DL-8 holds the license files, the notes, the help and what to do, and no script', async () => {
    const cwd = unpacked((await owner.api.get(`/api/v1/bundles/${id}/content`)).body);
    const manifest = JSON.parse(readFileSync(join(cwd, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ format: 1, version: '2.0.0', platform: 'windows', expiresAt: null });
    expect(manifest.files.map(({ path }: never) => path)).toEqual(
      expect.arrayContaining(['licenses/001-Cabin-1.lic', 'help/download-updates.html', 'README.txt']),
    );
    expect(manifest.files[0]).toMatchObject({ path: `files/${fileName}`, sizeBytes: 400_000 });
    expect(manifest.files[0].signature).toHaveLength(88);
    expect(readFileSync(join(cwd, 'licenses', '001-Cabin-1.lic'), 'utf8')).toContain('LATCHKEY');
    const notes = readFileSync(join(cwd, 'notes', 'release-notes.html'), 'utf8');
    expect(notes).toContain('<strong>maps</strong>');
    expect(notes).not.toContain('<script');
    const { kid } = await keyOf(portal, 'lists');
    expect(readFileSync(join(cwd, 'README.txt'), 'utf8')).toContain(kid);
  });

  it('DL-8 its manifest cannot be forged by publishing a file that is one, nor the other way round', async () => {
    const cwd = unpacked((await owner.api.get(`/api/v1/bundles/${id}/content`)).body);
    const read = (name: string) => readFileSync(join(cwd, name));
    const forged = Buffer.from(read('manifest.json').toString().replaceAll('2.0.0', '6.6.6'));
    const sums = Buffer.from(`${'0'.repeat(64)}  evil.exe\n`);
    const draft = {
      productId,
      version: '6.6.6',
      channel: 'stable',
      title: 'Bait',
      notesMarkdown: '',
    } as const;
    const baitId = await portal.get(DraftRelease).execute(system, { ...draft, critical: false });
    const about = { releaseId: baitId, platform: 'any', architecture: 'any', type: 'archive' } as const;
    const baits = { 'manifest.json': forged, SHA256SUMS: sums };
    for (const [name, content] of Object.entries(baits))
      await portal.get(AttachArtifact).execute(system, { ...about, fileName: name, content });
    await portal.get(PublishRelease).execute(system, { releaseId: baitId });
    const rows = await portal.sql<{ name: keyof typeof baits; signature: string }>(
      'select file_name as name, signature from downloads.artifact where release_id = $1',
      [baitId],
    );
    const [lists, files] = [keyObject(await keyOf(portal, 'lists')), keyObject(await keyOf(portal, 'files'))];
    expect(rows).toHaveLength(2);
    for (const { name, signature } of rows) {
      expect(verify(null, baits[name], files, Buffer.from(signature, 'base64'))).toBe(true);
      expect(verify(null, baits[name], lists, Buffer.from(signature, 'base64'))).toBe(false);
    }
    expect(verify(null, read('manifest.json'), lists, read('manifest.json.sig'))).toBe(true);
    expect(verify(null, read('manifest.json'), files, read('manifest.json.sig'))).toBe(false);
    await portal.get(YankRelease).execute(system, { releaseId: baitId, reason: 'It was bait.' });
  });

  it('DL-8 resumes by range with the hash of its bytes as ETag, on both faces', async () => {
    const path = `/api/v1/bundles/${id}/content`;
    const head = await owner.api.get(path, { range: 'bytes=0-99' });
    const etag = head.headers.get('etag') ?? '';
    const rest = await owner.api.get(path, { range: 'bytes=100-', 'if-range': etag });
    expect([head.status, rest.status]).toEqual([206, 206]);
    const whole = Buffer.concat([head.body, rest.body]);
    expect(etag).toBe(`"${createHash('sha256').update(whole).digest('hex')}"`);
    expect((await owner.api.get(path, { 'if-none-match': etag })).status).toBe(304);
    expect((await owner.api.get(path, { range: 'bytes=99999999-' })).status).toBe(416);
    const page = await owner.visitor.bytes(`/downloads/bundles/${id}/content`, { range: 'bytes=0-99' });
    expect([page.status, page.bytes.equals(head.body)]).toEqual([206, true]);
  });

  it('DL-8 is the same for the same wish, and starts over after a killed worker with the same bytes', async () => {
    expect((await ask()).body.id).toBe(id);
    const before = (await owner.api.get(`/api/v1/bundles/${id}`)).body;
    await portal.sql(
      'update downloads.bundle set ready_at = null, sha256 = null, size_bytes = null where id = $1',
      [id],
    );
    expect((await owner.api.get(`/api/v1/bundles/${id}/content`)).body.code).toBe('bundle-not-ready');
    await inContext(() => portal.get(PackBundle).execute(id));
    expect((await owner.api.get(`/api/v1/bundles/${id}`)).body.sha256).toBe(before.sha256);
  });

  it('DL-8 shows its license files to nobody who does not manage licenses, and nothing to others', async () => {
    const stranger = await signedInMember(portal, { organizationName: 'Kranich Werke' });
    for (const who of [reader, stranger]) {
      expect((await who.api.get('/api/v1/bundles')).body.items).toEqual([]);
      for (const path of [`/api/v1/bundles/${id}`, `/api/v1/bundles/${id}/content`])
        expect((await who.api.get(path)).status).toBe(404);
      expect((await who.api.delete(`/api/v1/bundles/${id}`)).status).toBe(404);
      expect((await who.visitor.get(`/downloads/bundles/${id}`)).status).toBe(404);
    }
    expect((await ask(stranger)).status).toBe(404);
    expect((await portal.api().get(`/api/v1/bundles/${id}`)).status).toBe(401);
    const own = await ask(reader);
    await portal.settle();
    const { body } = await reader.api.get(`/api/v1/bundles/${own.body.id}/content`);
    expect(readdirSync(unpackedAgain(body))).not.toContain('licenses');
    await reader.api.delete(`/api/v1/bundles/${own.body.id}`);
  });

  const unpackedAgain = (archive: Buffer): string => {
    for (const one of readdirSync(folder)) rmSync(join(folder, one), { recursive: true });
    return unpacked(archive);
  };

  it('DL-8 is asked for, watched, downloaded and discarded on pages without script', async () => {
    const release = await owner.visitor.get(`/downloads/${releaseId}`);
    expect(release.html).toContain('/downloads/bundles/new?release');
    const form = await owner.visitor.get(`/downloads/bundles/new?release=${releaseId}`);
    expect(form.html).toContain('License files of your machines without internet are added');
    const wrong = await owner.visitor.post('/downloads/bundles', wish({ platform: 'macos' }));
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('Choose a platform that this release has files for.');
    const taken = await owner.visitor.post('/downloads/bundles', wish());
    expect([taken.status, taken.url]).toEqual([200, `/downloads/bundles/${id}`]);
    const shown = await owner.visitor.get(`/downloads/bundles/${id}`);
    expect(shown.html).toContain(`/downloads/bundles/${id}/content`);
    expect((await owner.visitor.get('/downloads/bundles')).html).toContain(`/downloads/bundles/${id}`);
    await owner.visitor.post(`/downloads/bundles/${id}/discard`, {});
    expect((await owner.visitor.get(`/downloads/bundles/${id}`)).status).toBe(404);
  });

  it('DL-8 is swept with its bytes once it is over', async () => {
    await inContext(() => portal.get(TidyBundles).sweep());
    await expect(portal.get(Storage).size(`bundles/${id}`)).rejects.toThrow();
    expect(await portal.sql('select from downloads.bundle where id = $1', [id])).toEqual([]);
  });

  it('DL-8 is packed for a number at a time, and for seven days', async () => {
    const releases = await Promise.all(
      ['1.1.0', '1.2.0', '1.3.0', '1.4.0'].map((version) =>
        aRelease(portal, productId, { version, publishedAt: '2026-01-01T09:00:00Z' }),
      ),
    );
    const answers = await Promise.all(releases.map((one) => ask(owner, { releaseId: one.releaseId })));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 202, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'bundle-limit-reached' });
    await portal.settle();
    const { items } = (await owner.api.get('/api/v1/bundles')).body;
    expect(Date.parse(items[0].expiresAt) - Date.parse(items[0].requestedAt)).toBe(7 * day);
    await portal.sql('update downloads.bundle set expires_at = $1 where id = $2', [
      portal.clock.now(),
      items[0].id,
    ]);
    expect((await owner.api.get('/api/v1/bundles')).body.items).toHaveLength(2);
    expect((await owner.api.get(items[0].href)).status).toBe(404);
    for (const { body } of answers) if (body.id) await owner.api.delete(`/api/v1/bundles/${body.id}`);
  });

  it('DL-8 B5 stops with the release and with the license, and is not packed from a changed file', async () => {
    const { body } = await ask();
    await portal.settle();
    const path = `/api/v1/bundles/${body.id}/content`;
    const key = await storedFile();
    await portal.get(Storage).put(key, Buffer.alloc(400_000), { contentType: 'x/y', maxBytes: 400_000 });
    await portal.sql(
      'update downloads.bundle set ready_at = null, sha256 = null, size_bytes = null where id = $1',
      [body.id],
    );
    await inContext(() => portal.get(PackBundle).execute(body.id));
    const failed = (await owner.api.get(`/api/v1/bundles/${body.id}`)).body;
    expect(failed).toMatchObject({ status: 'failed', failure: 'changed' });
    await portal.get(YankRelease).execute(system, { releaseId, reason: 'It loses files.' });
    const yanked = await owner.api.get(path);
    expect([yanked.status, yanked.body.verdict]).toEqual([403, 'YANKED']);
    expect((await ask()).body.verdict).toBe('YANKED');
    await portal.get(RevokeLicense).execute({ licenseId, reason: 'refunded' });
    expect((await owner.api.get(path)).status).toBe(403);
  });

  const storedFile = async (): Promise<string> => {
    const [row] = await portal.sql<{ key: string }>(
      'select storage_key as key from downloads.artifact where release_id = $1',
      [releaseId],
    );
    return row?.key ?? '';
  };
});
