import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddStaff } from '../../../src/modules/identity/application/staff/add-staff.js';
import { ImportRequests } from '../../../src/modules/support/application/importing/import-requests.js';
import { readCsvRequests } from '../../../src/modules/support/application/importing/read-csv-requests.js';
import { readOsTicket } from '../../../src/modules/support/application/importing/read-osticket.js';
import { readZammad } from '../../../src/modules/support/application/importing/read-zammad.js';
import { CountChangedTickets } from '../../../src/modules/support/application/reports/count-changed-tickets.js';
import {
  goodPassword,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { foundBy, imported } from './imports.js';

let portal: Portal;
let member: SignedInMember;
let colleague: SignedInMember;
let agent: SignedInPerson;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal, { organizationName: 'Fjord Instruments' });
  colleague = await signedInMember(portal, { organizationId: member.organizationId, name: 'Ole Berg' });
  agent = await signedInStaff(portal);
  await portal
    .get(AddStaff)
    .execute({ role: 'agent', name: 'Ida Falk', email: 'ida@desk.example', password: goodPassword });
});
afterAll(() => portal?.close());

const head =
  'ticket_id,number,subject,status,priority,organization,requester_email,requester_name,assignee_email,tags,shared,created_at,closed_at,message_at,message_from,message_visibility,author_email,author_name,message';
const csv = (...lines: string[]) => [head, ...lines].join('\n');
const importing = () => portal.get(ImportRequests);
/** The request as an agent finds it by the reference that it had before. */
const found = (oldNumber: string) => foundBy(agent, '/api/v1/staff/tickets', oldNumber);

describe('importing requests', () => {
  it('takes a CSV over with times, authors, notes, status and tags, and sends nothing to anybody', async () => {
    await portal.settle();
    const [mails, events] = [portal.mails().length, await outbox()];
    const text = csv(
      `77,OLD-4711,Printer jams,closed,high,,${member.email},Mira,ida@desk.example,"paper; Tray 2",,2024-03-01T09:00:00Z,2024-03-03T10:00:00Z,2024-03-01T09:00:00Z,customer,public,${member.email},Mira,"It jams.\nEvery day."`,
      '77,,,,,,,,,,,,,2024-03-01T11:30:00Z,staff,public,ida@desk.example,Ida,Clean the tray.',
      '77,,,,,,,,,,,,,2024-03-01T11:31:00Z,staff,internal,ida@desk.example,Ida,She is cross.',
      '77,,,,,,,,,,,,,2024-03-02T08:00:00Z,staff,public,gone@desk.example,Bo Gone,And now?',
    );
    expect(await imported(portal, 'csv', readCsvRequests(text))).toMatchObject({ made: 1, known: 0 });
    const request = await found('old-4711');
    expect(request).toMatchObject({
      subject: 'Printer jams',
      status: 'closed',
      priority: 'high',
      createdAt: '2024-03-01T09:00:00.000Z',
    });
    expect(
      request.messages.map(({ body, createdAt }: { body: string; createdAt: string }) => [body, createdAt]),
    ).toEqual([
      ['It jams.\nEvery day.', '2024-03-01T09:00:00.000Z'],
      ['Clean the tray.', '2024-03-01T11:30:00.000Z'],
      ['Bo Gone <gone@desk.example>:\n\nAnd now?', '2024-03-02T08:00:00.000Z'],
    ]);
    expect(request.notes).toMatchObject([{ body: 'She is cross.', createdAt: '2024-03-01T11:31:00.000Z' }]);
    expect(JSON.stringify(request)).toContain('tray-2');
    await portal.settle();
    expect(portal.mails()).toHaveLength(mails);
    expect(await outbox()).toEqual(events);
    const own = await member.api.get('/api/v1/tickets?query=OLD-4711');
    expect(own.body.items).toHaveLength(1);
    const seen = await member.api.get(`/api/v1/tickets/${own.body.items[0].id}`);
    expect(seen.status).toBe(200);
    expect(JSON.stringify(seen.body)).not.toContain('cross');
  });

  it('makes nothing twice, however often a file comes', async () => {
    const line = `78,,Again,open,,,${member.email},,,,,2024-03-01,,,,,,,Hello`;
    const read = () => readCsvRequests(csv(line, line.replace('78,', '79,')));
    expect(await imported(portal, 'csv', readCsvRequests(csv(line)))).toMatchObject({ made: 1, known: 0 });
    expect(await imported(portal, 'csv', read())).toMatchObject({ made: 1, known: 1 });
    const plan = await importing().plan(read());
    const twice = await Promise.all([importing().execute('csv', plan), importing().execute('csv', plan)]);
    expect(twice).toMatchObject([
      { made: 0, known: 2 },
      { made: 0, known: 2 },
    ]);
  });

  it('S3.38 shows nobody what they could not see before: neither colleagues nor strangers to the organization', async () => {
    const other = await signedInMember(portal, { organizationName: 'Kranich Werke' });
    const lines = csv(
      `80,OLD-80,Mine alone,open,,,${member.email},,,,,2024-03-01,,,,,,,Secret one`,
      '81,OLD-81,Of a stranger,open,,Fjord Instruments,nobody@fjord.example,Nils Nobody,,,,2024-03-01,,,,,,,Secret two',
      `82,OLD-82,Of another,open,,Fjord Instruments,${other.email},,,,,2024-03-01,,,,,,,Secret three`,
      '83,OLD-83,For all,open,,Fjord Instruments,nobody@fjord.example,Nils Nobody,,,yes,2024-03-01,,,,,,,For all',
    );
    await imported(portal, 'csv', readCsvRequests(lines));
    const subjectsOf = async (person: SignedInPerson) => {
      const found: string[] = [];
      for (const number of ['OLD-80', 'OLD-81', 'OLD-82', 'OLD-83'])
        found.push(
          ...(await person.api.get(`/api/v1/tickets?query=${number}`)).body.items.map(
            ({ subject }: { subject: string }) => subject,
          ),
        );
      return found;
    };
    expect(await subjectsOf(member)).toEqual(['Mine alone', 'For all']);
    expect(await subjectsOf(colleague)).toEqual(['For all']);
    expect(await subjectsOf(other)).toEqual([]);
    expect((await found('OLD-81')).messages[0].body).toBe(
      'Nils Nobody <nobody@fjord.example>:\n\nSecret two',
    );
  });

  it('SU-4 starts no clock, also when somebody answers, and counts in reports as imported', async () => {
    await imported(
      portal,
      'csv',
      readCsvRequests(csv(`84,OLD-84,Old and open,open,,,${member.email},,,,,2024-03-01,,,,,,,Still`)),
    );
    const { id } = await found('OLD-84');
    await agent.api.post(`/api/v1/staff/tickets/${id}/messages`, { body: 'Here.', visibility: 'public' });
    const clocks = await portal.sql('select 1 from support.service_clock where ticket_id = $1', [id]);
    expect(clocks).toEqual([]);
    await portal.get(CountChangedTickets).execute();
    const report = await agent.api.get(
      '/api/v1/staff/reports/requests?from=2024-03-01&to=2024-03-02&channel=import',
    );
    expect(report.body.total.opened).toBeGreaterThan(4);
  });

  it('tells every problem with its place, field and remedy, and keeps such requests out', async () => {
    const read = readCsvRequests(
      csv(
        `90,,Bad status,strange,,,${member.email},,,,,2024-03-01,,,,,,,One`,
        `91,,Bad time,open,,,${member.email},,,,,yesterday,,,,,,,Two`,
        `92,,Bad side,open,,,${member.email},,,,,2024-03-01,,,robot,,,,Three`,
        '93,,Nobody,open,,,nobody@else.example,,,,,2024-03-01,,,,,,,Four',
        '94,,Nowhere,open,,No Such Company,,,,,,2024-03-01,,,,,,,Five',
        `95,,Backwards,closed,,,${member.email},,,,,2024-03-02,2024-03-01,,,,,,Six`,
      ),
    );
    const { requests, problems } = await importing().plan(read);
    expect(requests).toEqual([]);
    expect(problems.map(({ where, field }) => `${where} ${field}`)).toEqual([
      'line 2 status',
      'line 3 created_at',
      'line 3 message_at of line 3',
      'line 4 message_from of line 4',
      'line 7 closed_at',
      'line 5 requester_email',
      'line 6 organization',
    ]);
    expect(problems.every(({ message }) => message.length > 20)).toBe(true);
    expect(() => readCsvRequests('a,b\n1,2')).toThrow('Please correct: file.');
    expect(() => readCsvRequests(`${head}\n"1`)).toThrow('Please correct: file.');
  });

  it('takes over what the REST API of Zammad answers', async () => {
    const text = JSON.stringify({
      organizations: [{ id: 3, name: 'Fjord Instruments', shared: true }],
      users: [
        { id: 5, email: member.email, firstname: 'Mira', lastname: 'Solberg' },
        { id: 6, email: 'ida@desk.example', firstname: 'Ida', lastname: 'Falk' },
      ],
      tickets: [
        {
          ...{ id: 12, number: '67012', title: 'Sync stops', state: 'pending reminder', priority: '3 high' },
          ...{
            customer_id: 5,
            owner_id: 6,
            organization_id: 3,
            created_at: '2025-01-02T08:00:00.000Z',
            close_at: null,
            tags: ['sync'],
          },
        },
        {
          id: 13,
          number: '67013',
          title: 'Merged',
          state: 'merged',
          priority: '2 normal',
          created_at: '2025-01-02T08:00:00.000Z',
        },
      ],
      articles: [
        {
          id: 2,
          ticket_id: 12,
          sender: 'Agent',
          internal: true,
          created_by_id: 6,
          body: 'Zammad note',
          content_type: 'text/plain',
          created_at: '2025-01-02T09:00:00.000Z',
        },
        {
          id: 1,
          ticket_id: 12,
          sender: 'Customer',
          internal: false,
          created_by_id: 5,
          from: 'Mira',
          body: '<p>It <b>stops</b>.</p><script>alert(1)</script>',
          content_type: 'text/html',
          created_at: '2025-01-02T08:00:00.000Z',
          attachments: [{ filename: 'sync.log' }],
        },
      ],
    });
    expect(await imported(portal, 'zammad', readZammad(text))).toMatchObject({ made: 1, known: 0 });
    const request = await found('#67012');
    expect(request).toMatchObject({
      status: 'on-hold',
      priority: 'high',
      messages: [{ body: 'It stops.\n[sync.log]' }],
      notes: [{ body: 'Zammad note' }],
    });
    const { body } = await colleague.api.get('/api/v1/tickets?query=67012');
    expect(body.items).toHaveLength(1);
    expect(
      JSON.stringify((await colleague.api.get(`/api/v1/tickets/${body.items[0].id}`)).body),
    ).not.toContain('Zammad note');
    expect(readZammad('{"tickets":[{"id":1}],"articles":[]}').problems.map(({ field }) => field)).toEqual([
      'title',
      'state',
      'created_at',
    ]);
    expect(() => readZammad('[]')).toThrow('Please correct: file.');
  });

  it('takes over the tables of osTicket', async () => {
    const table = (name: string, ...data: object[]) => ({ type: 'table', name: `ost_${name}`, data });
    const text = JSON.stringify([
      { type: 'header', version: '5.2.1' },
      table(
        'ticket',
        {
          ticket_id: '3',
          number: '508112',
          user_id: '2',
          status_id: '3',
          staff_id: '1',
          created: '2023-05-01 10:00:00',
          closed: '2023-05-02 10:00:00',
        },
        {
          ticket_id: '4',
          number: '508113',
          user_id: '2',
          status_id: '5',
          staff_id: '0',
          created: '2023-05-01 10:00:00',
          closed: null,
        },
      ),
      table('ticket__cdata', { ticket_id: '3', subject: 'Key lost', priority: '4' }),
      table('ticket_priority', { priority_id: '4', priority: 'emergency' }),
      table(
        'ticket_status',
        { id: '3', name: 'Erledigt', state: 'closed' },
        { id: '5', name: 'Deleted', state: 'deleted' },
      ),
      table('user', { id: '2', name: 'Mira Solberg', org_id: '0', default_email_id: '9' }),
      table('user_email', { id: '9', user_id: '2', address: member.email }),
      table('staff', { staff_id: '1', firstname: 'Ida', lastname: 'Falk', email: 'ida@desk.example' }),
      table(
        'thread',
        { id: '30', object_id: '3', object_type: 'T' },
        { id: '31', object_id: '3', object_type: 'A' },
      ),
      table(
        'thread_entry',
        {
          id: '1',
          thread_id: '30',
          user_id: '2',
          staff_id: '0',
          type: 'M',
          poster: 'Mira',
          body: '<p>Lost it.</p>',
          format: 'html',
          created: '2023-05-01 10:00:00',
        },
        {
          id: '2',
          thread_id: '30',
          user_id: '0',
          staff_id: '1',
          type: 'R',
          poster: 'Ida',
          body: 'Sent anew.',
          format: 'text',
          created: '2023-05-01 12:00:00',
        },
        {
          id: '3',
          thread_id: '30',
          user_id: '0',
          staff_id: '1',
          type: 'N',
          poster: 'Ida',
          body: 'OsTicket note',
          format: 'text',
          created: '2023-05-01 12:01:00',
        },
      ),
    ]);
    expect(await imported(portal, 'osticket', readOsTicket(text))).toMatchObject({ made: 1, known: 0 });
    expect(await found('508112')).toMatchObject({
      ...{
        subject: 'Key lost',
        status: 'closed',
        priority: 'urgent',
        firstRespondedAt: '2023-05-01T12:00:00.000Z',
      },
      messages: [{ body: 'Lost it.' }, { body: 'Sent anew.' }],
      notes: [{ body: 'OsTicket note' }],
    });
    expect(() => readOsTicket('{}')).toThrow('Please correct: file.');
  });
});

const outbox = async () =>
  (
    await portal.sql<{ n: number }>(
      "select count(*)::int as n from platform.outbox where name like 'support.%'",
    )
  )[0];
