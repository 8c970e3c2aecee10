import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { system } from '../../../src/kernel/actor.js';
import { PublishRelease } from '../../../src/modules/downloads/application/publish-release.js';
import { Storage } from '../../../src/platform/storage/storage.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aTicket, file, formOf, pixel } from '../support/desk.js';
import { aLicense, aProduct } from './shop.js';
import { announce, aTusUpload, sendRest } from './tus.js';
import { unpackedBytes, zipBomb } from './zip-bomb.js';

/** Each is only ever a word that we show; null: it is no name for a file of a release. */
const names: readonly (readonly [string, string | null])[] = [
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\boot.ini', 'boot.ini'],
  ['..', null],
  ['.', null],
  ['...', '...'],
  ['', null],
  ['nul\0byte.exe', 'nulbyte.exe'],
  ['bell\u0007 and \u001b[31m.log', 'bell and [31m.log'],
  ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['a\u2066b\u200Bc\uFEFF.txt', 'abc.txt'],
  ['lone\uD800.txt', 'lone\uFFFD.txt'],
  [`${'x'.repeat(296)}.exe`, null],
  ['CON', 'CON'],
  ['aux.txt', 'aux.txt'],
  ['%2e%2e%2fpasswd', '%2e%2e%2fpasswd'],
  ['quoted".exe; filename=x', 'quoted".exe; filename=x'],
  ["it's (a) *star*.exe", "it's (a) *star*.exe"],
  ['🎁 größer.zip', '🎁 größer.zip'],
  ['trailing...', 'trailing...'],
  ['   ', null],
  ['=cmd|calc!A1', '=cmd|calc!A1'],
  ['<img src=x onerror=alert(1)>.png', '<img src=x onerror=alert(1)>.png'],
];

let portal: Portal;
let member: SignedInMember;
let staff: SignedInPerson;
let productId: string;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal);
  staff = await signedInStaff(portal, 'administrator');
  productId = await aProduct(portal);
  const about = {
    productId,
    organizationId: member.organizationId,
    maintenanceEndsAt: '2030-01-01T00:00:00Z',
  };
  await aLicense(portal, about);
});

afterAll(() => portal.close());

/** As it stands between the quotes, which no library of a client would write like this. */
function rawForm(field: string, name: string): { body: Buffer; type: string } {
  const fields = { platform: 'linux', architecture: 'x64', type: 'archive' };
  const before = Object.entries(field === 'file' ? fields : {})
    .map(([key, value]) => `--x\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`)
    .join('');
  const quoted = name.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  const head = `${before}--x\r\ncontent-disposition: form-data; name="${field}"; filename="${quoted}"\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), pixel, Buffer.from('\r\n--x--\r\n')]);
  return { body, type: 'multipart/form-data; boundary=x' };
}

const send = (who: SignedInPerson, path: string, field: string, name: string) => {
  const { body, type } = rawForm(field, name);
  return who.api.call('POST', path, body, { 'content-type': type });
};

async function aDraft(version: string): Promise<string> {
  return (await staff.api.post('/api/v1/staff/releases', { productId, version, title: 'Names' })).body.id;
}

const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Saved, under exactly this name, and nothing else in the header. */
function holds(headers: Headers, name: string): void {
  const header = headers.get('content-disposition') ?? '';
  const [, plain = '', encoded = ''] =
    /^attachment; filename="([^"\\%]*)"; filename\*=UTF-8''([\w!#$&+^`|~.%-]*)$/.exec(header) ?? [];
  expect({ name, header, known: decodeURIComponent(encoded) }).toEqual({ name, header, known: name });
  expect(plain).toMatch(/^[\x20-\x7e]+$/);
  expect(`${plain}${name}`).not.toMatch(/[/\\\0]/);
  expect(name).not.toMatch(invisible);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
}

describe('C5 hostile file names', () => {
  it('C5 C3 of attachments are data: shown as they are without what hides, stored under ids', async () => {
    const { id } = await aTicket(member);
    for (const [name] of names) {
      const answer = await send(member, `/api/v1/tickets/${id}/attachments`, 'attachments', name);
      expect({ name, status: answer.status }).toEqual({ name, status: 201 });
      const [{ href, fileName }] = answer.body.items;
      expect([...fileName].length).toBeLessThanOrEqual(200);
      const sent = await member.api.get(href);
      expect(sent.status).toBe(200);
      holds(sent.headers, fileName);
    }
  });

  it('C5 C3 of releases come in by form or in parts, and go out by address and by ticket', async () => {
    for (const [index, way] of (['form', 'parts'] as const).entries()) {
      const releaseId = await aDraft(`1.${index}.0`);
      for (const [name, kept] of names) await attach(way, releaseId, name, kept);
      await portal.get(PublishRelease).execute(system, { releaseId });
      const { artifacts } = (await member.api.get(`/api/v1/releases/${releaseId}`)).body;
      const wanted = names.flatMap(([, kept]) => kept ?? []);
      expect(artifacts.map((one: { fileName: string }) => one.fileName).sort()).toEqual([...wanted].sort());
      for (const { id, fileName } of artifacts) await goesOut(releaseId, id, fileName);
    }
  });

  it('C5 are never part of where a file lies', async () => {
    const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
    let looked = 0;
    for await (const page of portal.get(Storage).list())
      for (const { key } of page) {
        expect(key).toMatch(new RegExp(`^(?:support/${id}|releases/${id}/${id})$`));
        looked += 1;
      }
    expect(looked).toBeGreaterThan(40);
  });
});

describe('C5 zip bombs', () => {
  /** The most resident memory while it goes on, over that of before, in bytes. */
  async function growthDuring(work: () => Promise<void>): Promise<number> {
    const before = process.memoryUsage.rss();
    let most = before;
    const looks = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 5);
    await work().finally(() => clearInterval(looks));
    return most - before;
  }

  async function storedBytes(): Promise<number> {
    let bytes = 0;
    for await (const page of portal.get(Storage).list())
      for (const { key } of page) bytes += await portal.get(Storage).size(key);
    return bytes;
  }

  it('C5 are never unpacked: attached, released by form or in parts, they stay what they are', async () => {
    const bomb = await zipBomb();
    expect(bomb.length).toBeLessThan(unpackedBytes / 500);
    const sha256 = createHash('sha256').update(bomb).digest('hex');
    const { id } = await aTicket(member);
    const releaseId = await aDraft('3.0.0');
    const before = await storedBytes();
    const growth = await growthDuring(async () => {
      const form = formOf({}, [file('holiday.png', bomb)]);
      const attached = await member.api.post(`/api/v1/tickets/${id}/attachments`, form);
      const [{ sizeBytes, contentType, href }] = attached.body.items;
      expect([sizeBytes, contentType]).toEqual([bomb.length, 'application/zip']);
      expect((await member.api.get(href)).body.equals(bomb)).toBe(true);
      const artifact = new FormData();
      for (const [name, value] of Object.entries({ platform: 'any', architecture: 'any', type: 'archive' }))
        artifact.set(name, value);
      artifact.set('file', new Blob([new Uint8Array(bomb)]), 'form.zip');
      const path = `/api/v1/staff/releases/${releaseId}/artifacts`;
      expect((await staff.api.post(path, artifact)).status).toBe(201);
      await aTusUpload(staff, { releaseId, filename: 'parts.zip' }, bomb, 204);
      await portal.get(PublishRelease).execute(system, { releaseId });
    });
    const { artifacts } = (await staff.api.get(`/api/v1/staff/releases/${releaseId}`)).body;
    for (const artifact of artifacts) expect(artifact).toMatchObject({ sizeBytes: bomb.length, sha256 });
    expect([artifacts.length, (await storedBytes()) - before]).toEqual([2, 3 * bomb.length]);
    expect(growth).toBeLessThan(unpackedBytes / 2);
  });

  it('C5 are not unpacked to know their type', async () => {
    const { id } = await aTicket(member);
    const form = formOf({}, [file('log.txt', gzipSync(Buffer.alloc(1_048_576)))]);
    const refused = await member.api.post(`/api/v1/tickets/${id}/attachments`, form);
    expect(refused).toMatchObject({ status: 415, body: { code: 'attachment-type-refused' } });
  });

  it('C5 C1 a body that was packed on its way counts as what it is, unpacked', async () => {
    const { id } = await aTicket(member);
    const encoding = { 'content-encoding': 'gzip' };
    const text = gzipSync(`{"body":"${'a'.repeat(4 * 1_048_576)}"}`);
    const message = await member.api.call('POST', `/api/v1/tickets/${id}/messages`, text, encoding);
    expect(message.status).toBe(413);
    const releaseId = await aDraft('3.1.0');
    const bomb = gzipSync(Buffer.alloc(32 * 1_048_576));
    const begun = await announce(staff, { releaseId, filename: 'bomb.bin' }, bomb.length);
    const sent = await sendRest(staff, begun.headers.get('location') ?? '', 0, bomb, encoding);
    expect(sent).toMatchObject({ status: 413, body: { code: 'file-too-large' } });
    expect(await portal.sql('select 1 from platform.upload_part')).toEqual([]);
    const { artifacts } = (await staff.api.get(`/api/v1/staff/releases/${releaseId}`)).body;
    expect(artifacts).toEqual([]);
  });
});

async function attach(way: 'form' | 'parts', releaseId: string, name: string, kept: string | null) {
  if (way === 'form') {
    const answer = await send(staff, `/api/v1/staff/releases/${releaseId}/artifacts`, 'file', name);
    expect({ name, status: answer.status }).toEqual({ name, status: kept === null ? 422 : 201 });
    return;
  }
  const about = { releaseId, filename: name };
  const path = await aTusUpload(staff, about, pixel);
  expect({ name, taken: path !== '' }).toEqual({ name, taken: kept !== null });
}

async function goesOut(releaseId: string, id: string, fileName: string): Promise<void> {
  const path = `/api/v1/releases/${releaseId}/artifacts/${id}`;
  const sent = await member.api.get(`${path}/content`);
  expect(sent.status).toBe(200);
  holds(sent.headers, fileName);
  const { url } = (await member.api.post(`${path}/tickets`)).body;
  const ticketed = await fetch(url);
  expect({ fileName, status: ticketed.status }).toEqual({ fileName, status: 200 });
  await ticketed.arrayBuffer();
  holds(ticketed.headers, fileName);
}
