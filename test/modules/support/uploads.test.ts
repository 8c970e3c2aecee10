import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { day } from '../../../src/kernel/clock.js';
import { manifestSchema } from '../../../src/modules/support/application/diagnostics/manifest.js';
import { ForgetWaitingFiles } from '../../../src/modules/support/application/uploads/forget-waiting-files.js';
import { projectRoot } from '../../../src/platform/project-root.js';
import { Storage } from '../../../src/platform/storage/storage.js';
import { Uploads } from '../../../src/platform/uploads/uploads.js';
import type { ApiClient, PageClient } from '../../harness/clients.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aBundle } from './bundle.js';
import { aTicket, browserOf, file, formOf } from './desk.js';

let portal: Portal;
let member: SignedInMember;
let stranger: SignedInMember;
let agent: SignedInPerson;

const tus = { 'tus-resumable': '1.0.0' };
const uploads = '/api/v1/ticket-uploads';
const gib = 1024 ** 3;
const text = (size: number) => Buffer.from(randomBytes(size / 2).toString('hex'));
// One piece of what the portal keeps at once, and a bit.
const large = text(9 * 1024 * 1024 + 6);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  portal = await startPortal();
  [member, stranger, agent] = [
    await signedInMember(portal),
    await signedInMember(portal),
    await signedInStaff(portal),
  ];
});

afterAll(() => portal.close());

function begin(
  api: ApiClient,
  sizeBytes: number,
  more: { ticketId?: string; filename?: string; at?: string } = {},
) {
  const { at = uploads, filename = 'all.log', ticketId } = more;
  const metadata = Object.entries({ filename, ...(ticketId ? { ticketId } : {}) });
  return api.call('POST', at, undefined, {
    ...tus,
    'upload-length': String(sizeBytes),
    'upload-metadata': metadata
      .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      .join(','),
  });
}

const send = (
  api: ApiClient,
  path: string,
  offset: number,
  bytes: Buffer,
  headers: Record<string, string> = {},
) =>
  api.call('PATCH', path, bytes, {
    ...tus,
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
    ...headers,
  });

async function offsetOf(path: string): Promise<number> {
  const headers = { ...tus, authorization: `Bearer ${member.accessToken}` };
  const answer = await fetch(new URL(path, portal.baseUrl), { method: 'HEAD', headers });
  return answer.status === 200 ? Number(answer.headers.get('upload-offset')) : -answer.status;
}

/** A whole upload. @returns its id */
async function uploaded(
  api: ApiClient,
  bytes: Buffer,
  more: Parameters<typeof begin>[2] = {},
): Promise<string> {
  const path = (await begin(api, bytes.length, more)).headers.get('location') ?? '';
  expect((await send(api, path, 0, bytes)).status).toBe(204);
  return path.split('/').at(-1) ?? '';
}

const waiting = () => portal.sql<{ key: string }>('select storage_key as key from support.waiting_file');

describe('SU-6 a large file of a request', () => {
  it('SU-6 is cut mid-way, goes on where HEAD says, and comes back with the same hash', async () => {
    const { id } = await aTicket(member);
    const begun = await begin(member.api, large.length, { ticketId: id, filename: 'Ärger.log' });
    const path = begun.headers.get('location') ?? '';
    const { hostname, port } = new URL(portal.baseUrl);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        const head = [
          `PATCH ${path} HTTP/1.1`,
          `host: ${hostname}:${port}`,
          `authorization: Bearer ${member.accessToken}`,
          'tus-resumable: 1.0.0',
          'upload-offset: 0',
          'content-type: application/offset+octet-stream',
          `content-length: ${large.length}`,
        ];
        socket.write(`${head.join('\r\n')}\r\n\r\n`);
        socket.write(large.subarray(0, 8_900_000), () => socket.end());
      });
      socket.on('close', () => resolve());
      socket.on('error', () => undefined);
      socket.resume();
    });
    // The portal stores what came before it knows that nothing more comes.
    const at = 8_900_000;
    while ((await offsetOf(path)) < at);
    expect((await send(member.api, path, 0, large.subarray(0, 10))).body).toMatchObject({
      status: 409,
      code: 'upload-offset-mismatch',
      offset: at,
    });
    expect((await send(member.api, path, at, large.subarray(at))).status).toBe(204);
    const uploadIds = [path.split('/').at(-1) ?? ''];
    const sent = await member.api.post(`/api/v1/tickets/${id}/messages`, { body: 'All of it', uploadIds });
    expect(sent.status).toBe(201);
    const [attached] = (await member.api.get(`/api/v1/tickets/${id}`)).body.messages.at(-1).attachments;
    expect(attached).toMatchObject({ fileName: 'Ärger.log', sizeBytes: large.length });
    const [row] = await portal.sql<{ sha256: string }>(
      'select sha256 from support.attachment where id = $1',
      [attached.id],
    );
    expect(row?.sha256).toBe(sha256(large));
    expect(await portal.sql('select upload_id from platform.upload_part')).toEqual([]);
    // It went with a message, so it goes with no other.
    const again = await member.api.post(`/api/v1/tickets/${id}/messages`, { body: 'Twice', uploadIds });
    expect([again.status, again.body.errors[0].field]).toEqual([422, 'attachments']);
  });

  it('SU-6 goes with the first message of a request, with its page, and with an answer of staff', async () => {
    const bytes = text(1_000);
    const opening = { subject: 'S', body: 'B', uploadIds: [await uploaded(member.api, bytes)] };
    const opened = await member.api.post('/api/v1/tickets', opening);
    expect(opened.status).toBe(201);
    const { id } = opened.body;
    const browser = await browserOf(portal, member);
    const uploadId = await uploaded(member.api, bytes, { ticketId: id, filename: 'page.log' });
    const shown = await browser.get(`/requests/${id}`);
    expect(shown.html).toContain(`name="upload.${uploadId}"`);
    expect(shown.html).toContain('page.log (1,000 B)');
    // Another request does not offer it, and a refused form keeps it.
    expect((await browser.get(`/requests/${(await aTicket(member)).id}`)).html).not.toContain('page.log');
    await browser.get(`/requests/${id}`);
    const form = { body: '', [`upload.${uploadId}`]: 'true' };
    expect((await browser.post(`/requests/${id}/messages`, formOf(form, []))).html).toContain(
      'page.log (1,000 B)',
    );
    const page = await browser.post(`/requests/${id}/messages`, formOf({ ...form, body: 'Here' }, []));
    expect(page.status).toBe(200);
    const at = '/api/v1/staff/ticket-uploads';
    const uploadIds = [await uploaded(agent.api, bytes, { at, ticketId: id, filename: 'fix.log' })];
    const answer = { body: 'Try this', visibility: 'public', uploadIds };
    expect((await agent.api.post(`/api/v1/staff/tickets/${id}/messages`, answer)).status).toBe(201);
    const { messages } = (await member.api.get(`/api/v1/tickets/${id}`)).body;
    const names = messages.map(
      ({ attachments }: { attachments: { fileName: string }[] }) => attachments[0]?.fileName,
    );
    expect(names).toEqual(['all.log', 'page.log', 'fix.log']);
  });

  it('SU-6 comes from the page with the session and the token of its form only', async () => {
    const { id } = await aTicket(member);
    const browser: PageClient = await browserOf(portal, member);
    const { html } = await browser.get(`/requests/${id}`);
    const [, token = ''] = /data-token="([^"]+)"/.exec(html) ?? [];
    const cookie = `latchkey-session=${browser.cookies.get('latchkey-session')}; ${[...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')}`;
    const headers = { ...tus, cookie, 'upload-length': '10', 'upload-metadata': `filename ${btoa('a.log')}` };
    const start = (more: Record<string, string>) =>
      fetch(new URL('/requests/uploads', portal.baseUrl), {
        method: 'POST',
        headers: { ...headers, ...more },
      });
    expect((await start({})).status).toBe(403);
    const begun = await start({ 'x-csrf-token': token });
    expect([begun.status, begun.headers.get('location')?.startsWith('/requests/uploads/')]).toEqual([
      201,
      true,
    ]);
  });

  it('SU-6 C5 of more than 2 GiB, empty, of no kind that requests take is refused before its bytes', async () => {
    const refused = await begin(member.api, 2 * gib + 1);
    expect(refused).toMatchObject({ status: 413, body: { code: 'file-too-large', maxBytes: 2 * gib } });
    expect((await begin(member.api, 0)).status).toBe(422);
    const program = Buffer.concat([
      Buffer.from('4d5a90000300000004000000ffff0000', 'hex'),
      Buffer.alloc(5_000),
    ]);
    const path = (await begin(member.api, gib, { filename: 'holiday.png' })).headers.get('location') ?? '';
    const first = await send(member.api, path, 0, program);
    expect(first).toMatchObject({ status: 415, body: { code: 'attachment-type-refused' } });
    expect(await offsetOf(path)).toBe(-404);
    expect(await portal.sql('select upload_id from platform.upload_part')).toEqual([]);
  });

  it('SU-6 keeps a piece only when it is what its checksum says', async () => {
    const bytes = text(6_000);
    const path = (await begin(member.api, bytes.length)).headers.get('location') ?? '';
    const sum = (algorithm: string, of: Buffer) => ({
      'upload-checksum': `${algorithm} ${createHash(algorithm).update(of).digest('base64')}`,
    });
    const half = bytes.subarray(0, 5_000);
    const wrong = await send(member.api, path, 0, half, sum('sha1', bytes));
    expect([wrong.status, wrong.body.code, await offsetOf(path)]).toEqual([460, 'checksum-mismatch', 0]);
    expect((await send(member.api, path, 0, half, { 'upload-checksum': 'md5 abcd' })).status).toBe(422);
    expect((await send(member.api, path, 0, half, sum('sha1', half))).status).toBe(204);
    expect(
      (await send(member.api, path, 5_000, bytes.subarray(5_000), sum('sha256', bytes.subarray(5_000))))
        .status,
    ).toBe(204);
    const spoken = await portal.api().call('OPTIONS', uploads, undefined);
    expect(spoken.headers.get('tus-extension')).toBe('creation,expiration,termination,checksum');
  });

  it('SU-6 B2 is nobody else’s, and meant for nobody else’s request', async () => {
    const { id } = await aTicket(member);
    expect((await begin(stranger.api, 10, { ticketId: id })).status).toBe(404);
    const path = (await begin(member.api, 10)).headers.get('location') ?? '';
    expect((await send(stranger.api, path, 0, Buffer.from('0123456789'))).status).toBe(404);
    expect((await stranger.api.delete(path, tus)).status).toBe(404);
    expect((await send(member.api, path, 0, Buffer.from('0123456789'))).status).toBe(204);
    const uploadIds = [path.split('/').at(-1) ?? ''];
    const theirs = await stranger.api.post('/api/v1/tickets', { subject: 'S', body: 'B', uploadIds });
    expect(theirs.status).toBe(422);
    const colleague = await signedInMember(portal, { organizationId: member.organizationId });
    expect((await colleague.api.post('/api/v1/tickets', { subject: 'S', body: 'B', uploadIds })).status).toBe(
      422,
    );
    const reader = await signedInMember(portal, { organizationId: member.organizationId, role: 'reader' });
    expect((await begin(reader.api, 10)).status).toBe(403);
    expect((await begin(agent.api, 10)).status).toBe(403);
  });
});

describe('SU-6 a diagnostic bundle', () => {
  const attach = async (id: string, bytes: Buffer, name = 'bundle.zip') =>
    (await member.api.post(`/api/v1/tickets/${id}/attachments`, formOf({}, [file(name, bytes)]))).body
      .items[0];

  it('SU-6 fills the version, the system and the errors of a request, for both sides', async () => {
    const uploadIds = [await uploaded(member.api, await aBundle(), { filename: 'bundle.zip' })];
    const { body } = await member.api.post('/api/v1/tickets', { subject: 'Export', body: 'B', uploadIds });
    const shown = (await member.api.get(`/api/v1/tickets/${body.id}`)).body;
    expect(shown.version).toBe('4.2.0');
    expect(shown.messages[0].attachments[0].bundle).toMatchObject({
      fault: null,
      manifest: {
        product: 'LUMEN',
        os: 'Debian 12',
        errors: [{ code: 'EXPORT-17', message: 'The disk is full.', count: 3 }],
      },
    });
    const browser = await browserOf(portal, member);
    const desk = await browserOf(portal, agent);
    for (const { html } of [
      await browser.get(`/requests/${body.id}`),
      await desk.get(`/admin/tickets/${body.id}`),
    ]) {
      for (const text of [
        'Diagnostic bundle',
        '4.2.0 (8812)',
        'Debian 12, x64',
        'EXPORT-17',
        'The disk is full.',
      ])
        expect(html).toContain(text);
    }
    const found = await agent.api.get('/api/v1/staff/tickets?version=4.2.0');
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    expect((await agent.api.get('/api/v1/staff/tickets?version=4.2')).body.items).toEqual([]);
    const inbox = await desk.get('/admin/tickets?view=all&version=4.2.0');
    expect(inbox.html).toContain('Only requests about version');
    expect(inbox.html).toContain(body.number);
  });

  it('SU-6 that comes later says the version, too', async () => {
    const { id } = await aTicket(member);
    expect((await member.api.get(`/api/v1/tickets/${id}`)).body.version).toBeNull();
    const { bundle } = await attach(id, await aBundle());
    expect([bundle.fault, (await member.api.get(`/api/v1/tickets/${id}`)).body.version]).toEqual([
      null,
      '4.2.0',
    ]);
  });

  it('SU-6 that is not right says what is wrong, and stays as a file', async () => {
    const { id } = await aTicket(member);
    const wrong = await aBundle({ manifest: ({ version: _, ...rest }) => rest });
    const attached = await attach(id, wrong);
    expect(attached.bundle).toEqual({ manifest: null, fault: { code: 'wrong-shape', about: 'version' } });
    expect((await member.api.get(`/api/v1/tickets/${id}`)).body.version).toBeNull();
    const browser = await browserOf(portal, member);
    expect((await browser.get(`/requests/${id}`)).html).toContain('not as the schema says, at: version');
    expect((await browser.bytes(`/requests/${id}/attachments/${attached.id}`)).bytes.equals(wrong)).toBe(
      true,
    );
  });

  it('SU-6 is described by the schema that the portal publishes', async () => {
    const schema = await portal.api().get('/schemas/diagnostic-bundle-1.json');
    expect(schema.status).toBe(200);
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema.body);
    const docs = readFileSync(join(projectRoot, 'docs', 'diagnostic-bundle.md'), 'utf8');
    const sample = JSON.parse(/```json\n([\s\S]+?)```/.exec(docs)?.[1] ?? '');
    expect([validate(sample), validate({ ...sample, version: 4 })]).toEqual([true, false]);
    expect(manifestSchema.safeParse(sample).success).toBe(true);
  });
});

describe('SU-6 what an agent takes out of a message', () => {
  const staff = '/api/v1/staff/tickets';

  it('SU-6 a passage is gone from the message, the search, drafts and the mail; that it went stays', async () => {
    const { id } = await aTicket(member, { body: 'My password is Xyzzy-4711, help. Xyzzy-4711!' });
    await member.api.put(`/api/v1/tickets/${id}/draft`, { fields: { body: 'Again: Xyzzy-4711' } });
    const [{ id: messageId }] = (await member.api.get(`/api/v1/tickets/${id}`)).body.messages;
    await portal.get(Storage).put('inbound/redacted-test', Buffer.from('Xyzzy-4711'), {
      contentType: 'message/rfc822',
      maxBytes: 100,
    });
    await portal.sql(
      `insert into support.inbound_mail (id, fingerprint, recipient, storage_key, size_bytes, received_at, status, message_id, quoted)
       values ($1, 'f', 'r@example.com', 'inbound/redacted-test', 10, now(), 'taken', $1, 'Xyzzy-4711')`,
      [messageId],
    );
    const path = `${staff}/${id}/messages/${messageId}/redactions`;
    expect((await agent.api.post(path, { passage: 'not there' })).body.code).toBe('passage-missing');
    expect((await member.api.post(path, { passage: 'Xyzzy-4711' })).status).toBe(403);
    const foreign = await aTicket(stranger);
    const elsewhere = `${staff}/${foreign.id}/messages/${messageId}/redactions`;
    expect((await agent.api.post(elsewhere, { passage: 'Xyzzy-4711' })).status).toBe(404);
    expect((await agent.api.post(path, { passage: 'Xyzzy-4711' })).status).toBe(204);
    const { messages } = (await member.api.get(`/api/v1/tickets/${id}`)).body;
    expect(messages[0].body).toBe('My password is [removed by support], help. [removed by support]!');
    const tables = [
      `select body from support.message where body like '%Xyzzy%' or words::text ilike '%xyzzy%'`,
      `select id from support.draft where fields::text like '%Xyzzy%'`,
      `select id from support.inbound_mail where quoted like '%Xyzzy%' or storage_key = 'inbound/redacted-test'`,
    ];
    for (const rows of await Promise.all(tables.map((sql) => portal.sql(sql)))) expect(rows).toEqual([]);
    await expect(portal.get(Storage).size('inbound/redacted-test')).rejects.toThrow('no such file');
    const audited = await portal.sql<{ action: string }>(
      `select action from platform.audit_entry where object_id = $1 and action like 'support.%redacted'`,
      [id],
    );
    expect(audited).toEqual([{ action: 'support.passage-redacted' }]);
    const events = await portal.sql(`select 1 from platform.outbox where name = 'support.message-redacted'`);
    expect(events).toHaveLength(1);
  });

  it('SU-6 a passage of a note or of the subject is gone, too, and a refusal stands at its own field', async () => {
    const { id } = await aTicket(member, { subject: 'PIN 8842 fails' });
    await agent.api.post(`${staff}/${id}/messages`, { body: 'Their PIN is 8842.', visibility: 'internal' });
    const [note] = await portal.sql<{ id: string }>(
      'select id from support.internal_note where ticket_id = $1',
      [id],
    );
    const desk = await browserOf(portal, agent);
    const paths = [`notes/${note?.id}`, 'subject'];
    for (const path of paths) {
      const anchor = path === 'subject' ? 'subject-' : `n-${note?.id}`;
      await desk.get(`/admin/tickets/${id}`);
      const refused = await desk.post(`/admin/tickets/${id}/${path}/redactions`, { passage: '9999' });
      expect(refused.status).toBe(422);
      expect(refused.html).toContain(`<a href="#f-${anchor}passage">The text does not hold this passage.`);
      expect(refused.html.match(/aria-invalid="true"/g)).toHaveLength(1);
      expect(refused.html).toMatch(new RegExp(`id="f-${anchor}passage" name="passage" value="9999"`));
      expect((await member.api.post(`${staff}/${id}/${path}/redactions`, { passage: '8842' })).status).toBe(
        403,
      );
      const after = await desk.post(`/admin/tickets/${id}/${path}/redactions`, { passage: '8842' });
      expect(after.status).toBe(200);
    }
    const shown = JSON.stringify((await agent.api.get(`${staff}/${id}`)).body);
    expect(shown).not.toContain('8842');
    expect(shown).toContain('Their PIN is [removed by support].');
    expect((await member.api.get(`/api/v1/tickets/${id}`)).body.subject).toBe(
      'PIN [removed by support] fails',
    );
    const audited = await portal.sql(
      `select action from platform.audit_entry where object_id = $1 and action like 'support.%redacted' order by action`,
      [id],
    );
    expect(audited).toEqual([{ action: 'support.note-redacted' }, { action: 'support.subject-redacted' }]);
  });

  it('SU-6 a file is gone from the storage, on the page of staff', async () => {
    const { id } = await aTicket(member);
    const uploadIds = [await uploaded(member.api, text(2_000), { filename: 'secret.log' })];
    await member.api.post(`/api/v1/tickets/${id}/messages`, { body: 'Oh', uploadIds });
    const [{ id: attachmentId, href }] = (await member.api.get(`/api/v1/tickets/${id}`)).body.messages[1]
      .attachments;
    const [row] = await portal.sql<{ key: string }>(
      'select storage_key as key from support.attachment where id = $1',
      [attachmentId],
    );
    const desk = await browserOf(portal, agent);
    expect((await desk.get(`/admin/tickets/${id}`)).html).toContain('Remove secret.log');
    const after = await desk.post(`/admin/tickets/${id}/attachments/${attachmentId}/redactions`, {});
    expect(after.html).toContain('A file was removed by support.');
    expect(after.html).not.toContain('secret.log');
    expect((await member.api.get(href)).status).toBe(404);
    await expect(portal.get(Storage).size(row?.key ?? '')).rejects.toThrow('no such file');
    expect((await member.api.get(`/api/v1/tickets/${id}`)).body.messages[1].removedFiles).toBe(1);
    expect((await agent.api.delete(`${staff}/${id}/attachments/${attachmentId}`)).status).toBe(404);
    expect((await member.api.delete(`${staff}/${id}/attachments/${attachmentId}`)).status).toBe(403);
  });
});

describe('SU-6 a file that nobody sends', () => {
  it('SU-6 given up or not sent within a day leaves nothing', async () => {
    await portal.get(ForgetWaitingFiles).execute();
    const before = (await waiting()).length;
    const given = await uploaded(member.api, text(2_000));
    const kept = await uploaded(member.api, text(2_000));
    const [key] = await portal.sql<{ key: string }>(
      'select storage_key as key from support.waiting_file where id = $1',
      [kept],
    );
    expect((await member.api.delete(`${uploads}/${given}`, tus)).status).toBe(204);
    expect(await waiting()).toHaveLength(before + 1);
    portal.clock.advance(day + 1);
    await portal.get(ForgetWaitingFiles).execute();
    await portal.get(Uploads).sweep();
    expect(await waiting()).toEqual([]);
    expect(await portal.sql('select id from platform.upload')).toEqual([]);
    await expect(portal.get(Storage).size(key?.key ?? '')).rejects.toThrow('no such file');
  });
});
