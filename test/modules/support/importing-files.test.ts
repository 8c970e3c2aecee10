import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportFolder } from '../../../src/modules/support/application/importing/import-folder.js';
import { ImportRequests } from '../../../src/modules/support/application/importing/import-requests.js';
import type { ReadImport } from '../../../src/modules/support/application/importing/imported-request.js';
import { readCsvRequests } from '../../../src/modules/support/application/importing/read-csv-requests.js';
import { readOsTicket } from '../../../src/modules/support/application/importing/read-osticket.js';
import { readZammad } from '../../../src/modules/support/application/importing/read-zammad.js';
import { Storage } from '../../../src/platform/storage/storage.js';
import { clamdInstalled, startClamd, virus } from '../../harness/clamd.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { nextPort } from '../../harness/ports.js';
import { pixel } from './desk.js';
import { foundBy, imported } from './imports.js';

let portal: Portal;
let member: SignedInMember;
let agent: SignedInPerson;
let root: string;
let folder: ImportFolder;
let clamd: { stop(): Promise<void> } | null = null;

const log = Buffer.from('09:00 started\n09:01 stopped\n');
const program = Buffer.from('4d5a90000300000004000000ffff0000b8000000', 'hex');

beforeAll(async () => {
  const port = await nextPort();
  if (clamdInstalled) clamd = await startClamd(port);
  const scanner: Record<string, string> = clamdInstalled ? { CLAMD_URL: `tcp://127.0.0.1:${port}` } : {};
  portal = await startPortal({ environment: { ATTACHMENT_MAX_MIB: '25', ...scanner } });
  member = await signedInMember(portal, { organizationName: 'Fjord Instruments' });
  agent = await signedInStaff(portal);
  root = await mkdtemp(join(tmpdir(), 'import-files-'));
  folder = await ImportFolder.at(root);
});
afterAll(async () => {
  await portal?.close();
  await clamd?.stop();
  await rm(root, { recursive: true, force: true });
});

async function saved(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}
const importing = () => portal.get(ImportRequests);
const planned = (read: ReadImport, from: ImportFolder | null = folder) => importing().plan(read, from);
/** The request as its requester finds it by the reference that it had before. */
const found = (oldNumber: string) => foundBy(member, '/api/v1/tickets', oldNumber);
interface Message {
  readonly body: string;
  readonly attachments: { readonly id: string; readonly fileName: string }[];
}
const namesIn = ({ messages }: { messages: readonly Message[] }) =>
  messages.map(({ attachments }) => attachments.map(({ fileName }) => fileName));

async function keysStored(): Promise<string[]> {
  const keys: string[] = [];
  for await (const files of portal.get(Storage).list()) keys.push(...files.map(({ key }) => key));
  return keys.filter((key) => key.startsWith('support/')).sort();
}
const rows = async () =>
  (await portal.sql<{ storage_key: string }>('select storage_key from support.attachment order by 1')).map(
    (row) => row.storage_key,
  );

const requests = () => portal.sql('select count(*)::int as n from support.ticket');

/** A request of Zammad with one public article and one note. */
const zammad = (id: number, attachments: readonly object[], ofNote: readonly object[] = []) =>
  JSON.stringify({
    users: [{ id: 5, email: member.email, firstname: 'Mira', lastname: 'Solberg' }],
    tickets: [
      {
        ...{ id, number: `67${id}`, title: 'Sync stops', state: 'open', priority: '2 normal' },
        ...{ customer_id: 5, created_at: '2025-01-02T08:00:00.000Z' },
      },
    ],
    articles: [
      {
        ...{ id: 1, ticket_id: id, sender: 'Customer', internal: false, created_by_id: 5, body: 'It stops.' },
        ...{ content_type: 'text/plain', created_at: '2025-01-02T08:00:00.000Z', attachments },
      },
      {
        ...{ id: 2, ticket_id: id, sender: 'Agent', internal: true, created_by_id: 9, body: 'A note' },
        ...{ content_type: 'text/plain', created_at: '2025-01-02T09:00:00.000Z', attachments: ofNote },
      },
    ],
  });

const head = 'ticket_id,number,subject,status,requester_email,created_at,message,files';
const csv = (id: string, files: string) =>
  readCsvRequests(`${head}\n${id},CSV-${id},Files,open,${member.email},2024-03-01,Look.,${files}`);

describe('importing the files of requests', () => {
  it('SU-6 takes those of Zammad along from the folder or from the export, for whoever may read the request', async () => {
    await saved('12/1/7', log);
    const text = zammad(
      12,
      [
        { id: 7, filename: '../sync.log', size: '28', preferences: {} },
        { id: 8, filename: 'a.png', size: '70', data: pixel.toString('base64').replace(/(.{20})/g, '$1\n') },
        { id: 9, filename: 'message.html', size: '99', preferences: { 'content-alternative': true } },
      ],
      [{ id: 10, filename: 'for-us.log', size: '9' }],
    );
    const plan = await planned(readZammad(text));
    expect(plan.files).toMatchObject({ problems: [], unsought: 0, ofNotes: 1 });
    expect(await imported(portal, 'zammad', readZammad(text), folder)).toEqual({
      ...{ made: 1, known: 0, files: 2, problems: [] },
    });
    const request = await found('6712');
    expect(request.messages).toMatchObject([{ body: 'It stops.' }]);
    expect(namesIn(request)).toEqual([['sync.log', 'a.png']]);
    const [first, second] = request.messages[0].attachments;
    const path = (one: { id: string }) => `/api/v1/tickets/${request.id}/attachments/${one.id}`;
    expect((await member.api.get(path(first))).status).toBe(200);
    const [kept] = await portal.sql<object>('select * from support.attachment where id = $1', [second.id]);
    expect(kept).toMatchObject({
      content_type: 'image/png',
      sha256: createHash('sha256').update(pixel).digest('hex'),
      created_at: new Date('2025-01-02T08:00:00.000Z'),
    });
    const stranger = await signedInMember(portal);
    expect((await stranger.api.get(path(first))).status).toBe(404);
    const staff = await agent.api.get(`/api/v1/staff/tickets/${request.id}`);
    expect(staff.body.notes).toMatchObject([{ body: expect.stringContaining('[for-us.log]') }]);
  });

  it('makes no file twice, however often an export comes', async () => {
    await saved('13/1/7', log);
    const read = () => readZammad(zammad(13, [{ id: 7, filename: 'sync.log' }]));
    expect(await imported(portal, 'zammad', read(), folder)).toMatchObject({ made: 1, files: 1 });
    const before = await keysStored();
    expect(await imported(portal, 'zammad', read(), folder)).toMatchObject({ made: 0, known: 1, files: 0 });
    expect(await keysStored()).toEqual(before);
    expect(await rows()).toEqual(before);
  });

  it('names each file that cannot come along, and reads nothing outside of the folder', async () => {
    await saved('ok.log', log);
    await saved('tool.exe', program);
    await saved('empty.log', Buffer.alloc(0));
    await saved('large.log', Buffer.alloc(26_214_400 + 1, 'line\n'));
    const outside = await mkdtemp(join(tmpdir(), 'outside-'));
    await writeFile(join(outside, 'secret.log'), 'secret');
    await symlink(join(outside, 'secret.log'), join(root, 'link.log'));
    const beside = join('..', outside.split('/').at(-1) ?? '', 'secret.log');
    const names = ['ok.log', 'gone.log', 'tool.exe', 'empty.log', 'large.log', 'link.log', beside];
    const plan = await planned(csv('20', [...names, join(outside, 'secret.log')].join('; ')));
    expect(plan.problems.map(({ where, field, message }) => `${where} ${field}: ${message}`)).toEqual([
      'line 2 file gone.log: The file is not in the folder. Save it there.',
      'line 2 file tool.exe: Requests take no files of this kind.',
      'line 2 file empty.log: The file is empty. Save it anew.',
      'line 2 file large.log: The file is larger than 25 MiB. Raise ATTACHMENT_MAX_MIB.',
      'line 2 file link.log: The file is not in the folder. Save it there.',
      'line 2 file secret.log: The file is not in the folder. Save it there.',
      'line 2 file secret.log: The file is not in the folder. Save it there.',
    ]);
    expect(plan.files.found.size).toBe(1);
    await importing().execute('csv', plan);
    const request = await found('CSV-20');
    expect(namesIn(request)).toEqual([['ok.log']]);
    expect(request.messages[0].body).toContain('Look.\n[gone.log]\n[tool.exe]');
    await rm(outside, { recursive: true });
  });

  it('keeps the names where nobody says where the files lie', async () => {
    const plan = await planned(csv('21', 'ok.log;two.log'), null);
    expect(plan.files).toMatchObject({ problems: [], unsought: 2 });
    await importing().execute('csv', plan);
    expect((await found('CSV-21')).messages).toMatchObject([{ body: 'Look.\n[ok.log]\n[two.log]' }]);
    await expect(ImportFolder.at(join(root, 'ok.log'))).rejects.toThrow('Please correct: files.');
    await expect(ImportFolder.at(join(root, 'nowhere'))).rejects.toThrow('Please correct: files.');
  });

  it('spreads more files than a message takes over further ones', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `n${index}.log`);
    for (const name of names) await saved(name, log);
    expect(await imported(portal, 'csv', csv('22', names.join(';')), folder)).toMatchObject({ files: 12 });
    const request = await found('CSV-22');
    expect(namesIn(request)).toEqual([names.slice(0, 10), names.slice(10)]);
    expect(request.messages[1].body).toBe('[n10.log]\n[n11.log]');
  });

  it('takes those of osTicket from its tables, and from the folder of its plugin', async () => {
    await saved('K/Key-1_a', log);
    await saved('key2', log);
    const table = (name: string, ...data: object[]) => ({ type: 'table', name: `ost_${name}`, data });
    const attached = (id: number, type = 'H') => ({ object_id: '1', type, file_id: `${id}`, name: null });
    const text = JSON.stringify([
      table('ticket', {
        ...{ ticket_id: '3', number: '508112', user_id: '2', status_id: '3', staff_id: '0' },
        ...{ created: '2023-05-01 10:00:00', closed: null },
      }),
      table('ticket_status', { id: '3', name: 'Open', state: 'open' }),
      table('user', { id: '2', name: 'Mira Solberg', org_id: '0', default_email_id: '9' }),
      table('user_email', { id: '9', user_id: '2', address: member.email }),
      table('thread', { id: '30', object_id: '3', object_type: 'T' }),
      table('thread_entry', {
        ...{ id: '1', thread_id: '30', user_id: '2', staff_id: '0', type: 'M', poster: 'Mira' },
        ...{ body: 'Lost it.', format: 'text', created: '2023-05-01 10:00:00' },
      }),
      table('attachment', attached(1), attached(2), attached(3), attached(4, 'C')),
      table(
        'file',
        { id: '1', key: 'Key-1_a', name: 'plugin.log' },
        { id: '2', key: 'key2', name: 'flat.log' },
        { id: '3', key: 'key3', name: 'table.png' },
      ),
      table(
        'file_chunk',
        { file_id: '3', chunk_id: '10', filedata: `0x${pixel.subarray(20).toString('hex')}` },
        { file_id: '3', chunk_id: '9', filedata: `0x${pixel.subarray(0, 20).toString('hex')}` },
      ),
    ]);
    expect(await imported(portal, 'osticket', readOsTicket(text), folder)).toMatchObject({
      made: 1,
      files: 3,
    });
    const request = await found('508112');
    expect(namesIn(request)).toEqual([['plugin.log', 'flat.log', 'table.png']]);
    const kept = await portal.sql<{ sha256: string }>(
      `select sha256 from support.attachment where file_name = 'table.png'`,
    );
    expect(kept).toEqual([{ sha256: createHash('sha256').update(pixel).digest('hex') }]);
    const broken = readOsTicket(text.replace('0x89', '0xzz'));
    expect(broken.problems).toMatchObject([{ where: 'file_chunk 2', field: 'filedata' }]);
  });

  it('E5 F3 leaves no request without its files and no file without its request when it is cut off', async () => {
    for (const name of ['n1.log', 'boom.log']) await saved(name, log);
    const before = [await rows(), await requests()];
    await portal.sql(
      `alter table support.attachment add constraint cut_off check (file_name <> 'boom.log') not valid`,
    );
    const plan = await planned(csv('23', 'n1.log;boom.log'));
    await expect(importing().execute('csv', plan)).rejects.toThrow(/cut_off/);
    expect([await rows(), await requests()]).toEqual(before);
    const none = await member.api.get('/api/v1/tickets?query=CSV-23');
    expect(none.body.items).toEqual([]);
    await portal.sql('alter table support.attachment drop constraint cut_off');
    expect(await importing().execute('csv', plan)).toMatchObject({ made: 1, files: 2 });
    expect(namesIn(await found('CSV-23'))).toEqual([['n1.log', 'boom.log']]);
  });

  (clamdInstalled ? it : it.skip)('C5 leaves out what the virus scanner refuses, and says so', async () => {
    await saved('bad.log', Buffer.concat([log, virus]));
    const plan = await planned(csv('24', 'ok.log;bad.log'));
    expect(plan.problems).toEqual([]);
    expect(await importing().execute('csv', plan)).toMatchObject({
      ...{ made: 1, files: 1 },
      problems: [{ where: 'line 2', field: 'file bad.log', message: expect.stringMatching(/virus scanner/) }],
    });
    const request = await found('CSV-24');
    expect(namesIn(request)).toEqual([['ok.log']]);
    expect(request.messages[0].body).toBe('Look.\n[bad.log]');
    await clamd?.stop();
    await expect(importing().execute('csv', await planned(csv('25', 'ok.log')))).rejects.toThrow(
      /checked for viruses/,
    );
    const none = await member.api.get('/api/v1/tickets?query=CSV-25');
    expect(none.body.items).toEqual([]);
  });
});
