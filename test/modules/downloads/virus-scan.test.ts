import { createServer, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { Clamd } from '../../../src/platform/scanning/clamd.js';
import { Storage } from '../../../src/platform/storage/storage.js';
import { Uploads } from '../../../src/platform/uploads/uploads.js';
import { clamdInstalled, clamdLimit, startClamd, virus } from '../../harness/clamd.js';
import type { PageClient } from '../../harness/clients.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { nextPort } from '../../harness/ports.js';
import { aTicket, browserOf, file, formOf, pixel } from '../support/desk.js';
import { aProduct } from './shop.js';
import { aTusUpload, sendFirst } from './tus.js';

let portal: Portal;
let member: SignedInMember;
let browser: PageClient;
let staff: SignedInPerson;
let scannerPort: number;
let releaseId: string;
let ticketId: string;

beforeAll(async () => {
  scannerPort = await nextPort();
  portal = await startPortal({ environment: { CLAMD_URL: `tcp://127.0.0.1:${scannerPort}` } });
  member = await signedInMember(portal);
  browser = await browserOf(portal, member);
  staff = await signedInStaff(portal, 'administrator');
  const draft = { productId: await aProduct(portal), version: '1.0.0', title: 'One' };
  releaseId = (await staff.api.post('/api/v1/staff/releases', draft)).body.id;
  ticketId = (await aTicket(member)).id;
});

afterAll(() => portal.close());

const attach = (bytes: Buffer, name = 'a.zip') =>
  member.api.post(`/api/v1/tickets/${ticketId}/attachments`, formOf({}, [file(name, bytes)]));

async function reply(bytes: Buffer) {
  await browser.get(`/requests/${ticketId}`);
  const form = formOf({ body: 'Typed with care' }, [file('a.png', bytes)]);
  return browser.post(`/requests/${ticketId}/messages`, form);
}

function artifact(bytes: Buffer, name: string) {
  const form = new FormData();
  const fields = { platform: 'linux', architecture: 'x64', type: 'archive' };
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  return staff.api.post(`/api/v1/staff/releases/${releaseId}/artifacts`, form);
}

async function stored(): Promise<string[]> {
  const found: string[] = [];
  for await (const page of portal.get(Storage).list()) found.push(...page.map(({ key }) => key));
  return found;
}

const trail = () =>
  portal.sql(`select outcome, details, organization_id as "organizationId" from platform.audit_entry
    where action = 'platform.infected-file-refused' order by id`);

describe('C5 while the virus scanner does not answer', () => {
  it('C5 no attachment and no file of a release is taken, and the answer says what to do', async () => {
    for (const answer of [await attach(pixel), await artifact(pixel, 'setup.zip')]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'scanner-unavailable' } });
      expect(answer.headers.get('retry-after')).toBe('120');
      expect(answer.body.detail).toContain('Try again in a few minutes.');
    }
    expect(await stored()).toEqual([]);
  });

  it('C5 the form keeps what was typed, and words alone go on', async () => {
    const page = await reply(pixel);
    expect(page.status).toBe(503);
    expect(page.html).toContain('none is taken. Try again in a few minutes.');
    expect(page.html).toContain('Typed with care');
    expect((await member.api.post(`/api/v1/tickets/${ticketId}/messages`, { body: 'Words' })).status).toBe(
      201,
    );
  });
});

(clamdInstalled ? describe : describe.skip)('C5 with clamd (needs clamav-daemon)', () => {
  let clamd: Awaited<ReturnType<typeof startClamd>>;
  let waiting: string;

  beforeAll(async () => {
    // It came while nothing could be scanned, and is not lost.
    waiting = await aTusUpload(staff, { releaseId, filename: 'waiting.zip' }, pixel);
    clamd = await startClamd(scannerPort);
  });
  afterAll(() => clamd?.stop());

  it('C5 clean files are taken', async () => {
    expect((await attach(pixel, 'a.png')).status).toBe(201);
    expect((await artifact(pixel, 'clean.zip')).status).toBe(201);
  });

  it('DL-6 an upload that waited for the scanner ends by itself', async () => {
    expect(waiting).toContain('/release-uploads/');
    await portal.get(Uploads).sweep();
    const { artifacts } = (await staff.api.get(`/api/v1/staff/releases/${releaseId}`)).body;
    expect(artifacts.map(({ fileName }: { fileName: string }) => fileName)).toContain('waiting.zip');
  });

  it('C5 infected ones are refused on every way, also packed, and nothing of them stays', async () => {
    const before = await stored();
    const packed = Buffer.from(zipSync({ 'deep.bin': virus }));
    const answers = [await attach(packed), await artifact(virus, 'setup.exe')];
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 422, body: { code: 'file-infected' } });
    const upload = await aTusUpload(staff, { releaseId, filename: 'late.zip' }, packed, 422);
    expect((await sendFirst(staff, upload, packed)).status).toBe(404);
    const page = await reply(Buffer.concat([pixel, virus]));
    expect(page.status).toBe(422);
    expect(page.html).toContain('The virus scanner found something in the file.');
    expect(page.html).toContain('Typed with care');
    expect((await stored()).sort()).toEqual(before.sort());
    expect(await portal.sql('select storage_key from platform.upload_part')).toEqual([]);
  });

  it('B7 C5 each leaves one audit entry that names what was found, and nobody’s file', async () => {
    const found = { outcome: 'refused', details: { found: 'Latchkey.Test.UNOFFICIAL' } };
    const { organizationId } = member;
    expect(await trail()).toEqual([
      { ...found, organizationId },
      { ...found, organizationId: null },
      { ...found, organizationId: null },
      { ...found, organizationId },
    ]);
  });

  it('C5 what the scanner does not take whole is refused', async () => {
    const answer = await artifact(Buffer.alloc(clamdLimit * 2), 'large.bin');
    // It hangs up while we write, so its reason may be lost on the way.
    expect(['file-too-large-to-scan', 'scanner-unavailable']).toContain(answer.body.code);
    expect((await stored()).length).toBe(3);
  });
});

describe('the answers of clamd', () => {
  let server: Server;
  let say: (socket: Socket) => void;
  let clamd: Clamd;

  beforeAll(async () => {
    const port = await nextPort();
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      say(socket);
    }).listen(port, '127.0.0.1');
    clamd = new Clamd(`tcp://127.0.0.1:${port}`);
  });
  afterAll(() => {
    server.close();
  });

  const check = () => clamd.check({ sizeBytes: 5, open: async () => Readable.from([Buffer.from('bytes')]) });
  const answering = (text: string) => (socket: Socket) =>
    socket
      .resume()
      .on('end', () => undefined)
      .end(text);

  it.each([
    ['stream: Some.Name(x) FOUND\0', 'file-infected'],
    ['INSTREAM size limit exceeded. ERROR\0', 'file-too-large-to-scan'],
    ['stream: Can’t allocate memory ERROR\0', 'scanner-unavailable'],
    ['stream: OK, perhaps\0', 'scanner-unavailable'],
    ['COMMAND READ TIMED OUT\0', 'scanner-unavailable'],
    ['', 'scanner-unavailable'],
  ])('C5 %j refuses the file', async (text, code) => {
    say = answering(text);
    await expect(check()).rejects.toMatchObject({ code });
  });

  it('C5 only a clear verdict lets it pass, and bytes arrive as the protocol has them', async () => {
    let received = Buffer.alloc(0);
    say = (socket) =>
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk as Buffer]);
        if (received.subarray(-4).equals(Buffer.alloc(4))) socket.end('stream: OK\0');
      });
    await expect(check()).resolves.toBeUndefined();
    expect(received.toString('latin1')).toBe('zINSTREAM\0\0\0\0\x05bytes\0\0\0\0');
  });

  it('C5 a connection that breaks refuses it', async () => {
    say = (socket) => socket.resetAndDestroy();
    await expect(check()).rejects.toMatchObject({ code: 'scanner-unavailable' });
  });
});
