import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { ImportRequests } from '../../../src/modules/support/application/importing/import-requests.js';
import { readCsvRequests } from '../../../src/modules/support/application/importing/read-csv-requests.js';
import { readOsTicket } from '../../../src/modules/support/application/importing/read-osticket.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { foundBy, imported } from './imports.js';

let portal: Portal;
let member: SignedInMember;
let other: SignedInMember;
let agent: SignedInPerson;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal, { organizationName: 'Fjord Instruments' });
  other = await signedInMember(portal, { organizationName: 'Kranich Werke' });
  agent = await signedInStaff(portal);
});
afterAll(() => portal?.close());

const importing = () => portal.get(ImportRequests);
const found = (oldNumber: string) => foundBy(agent, '/api/v1/staff/tickets', oldNumber);
const proved = (organizationId: string, domain: string, verifiedAt: Date | null) =>
  portal.sql(
    `insert into identity.organization_domain (id, organization_id, domain, token, created_at, verified_at)
     values ($1, $2, $3, $4, now(), $5)`,
    [newId(), organizationId, domain, `token-${domain}-${'x'.repeat(30)}`, verifiedAt],
  );

const head = 'ticket_id,number,subject,status,organization,requester_email,shared,created_at,message';
const csv = (id: string, email: string, organization = '') =>
  readCsvRequests(`${head}\n${id},OLD-${id},Hello,open,${organization},${email},yes,2024-03-01,Look.`);

describe('whose requests are imported', () => {
  it('ID-8 those of strangers belong to the organization that proved the domain of their address', async () => {
    await proved(member.organizationId, 'fjord-instruments.example', portal.clock.now());
    await proved(other.organizationId, 'unproved.example', null);
    const plan = await importing().plan(csv('101', 'Old.Colleague@Fjord-Instruments.example'));
    expect(plan.requests).toMatchObject([
      { organizationId: member.organizationId, foundBy: 'domain', requester: { isStranger: true } },
    ]);
    await importing().execute('csv', plan);
    expect((await member.api.get('/api/v1/tickets?query=OLD-101')).body.items).toHaveLength(1);
    expect((await other.api.get('/api/v1/tickets?query=OLD-101')).body.items).toEqual([]);
    for (const address of [
      'a@unproved.example',
      'a@mail.fjord-instruments.example',
      'fjord-instruments.example',
    ])
      expect((await importing().plan(csv('102', address))).problems).toMatchObject([
        { where: 'line 2', field: 'requester_email', message: expect.stringMatching(/proved its domain/) },
      ]);
  });

  it('ID-8 the domain decides for somebody of several organizations, and nothing is guessed without it', async () => {
    const both = await signedInMember(portal, { organizationName: 'Birch' });
    const join = (organizationId: string) =>
      portal.sql(
        `insert into identity.membership select (jsonb_populate_record(m, jsonb_build_object(
           'id', gen_random_uuid(), 'organization_id', $2::text))).*
         from identity.membership m where user_id = $1 limit 1`,
        [both.userId, organizationId],
      );
    await join(other.organizationId);
    const domain = both.email.split('@')[1] ?? '';
    expect((await importing().plan(csv('103', both.email))).problems).toMatchObject([
      { field: 'requester_email', message: expect.stringMatching(/several organizations/) },
    ]);
    await proved(other.organizationId, domain, portal.clock.now());
    expect((await importing().plan(csv('103', both.email))).requests).toMatchObject([
      { organizationId: other.organizationId, foundBy: 'domain', requester: { id: both.userId } },
    ]);
    // Whoever belongs to one organization only stays there, and a name that is written counts before all.
    expect((await importing().plan(csv('104', member.email))).requests).toMatchObject([
      { organizationId: member.organizationId, foundBy: 'requester' },
    ]);
    expect((await importing().plan(csv('105', both.email, 'Fjord Instruments'))).requests).toMatchObject([
      { organizationId: member.organizationId, foundBy: 'name' },
    ]);
  });
});

describe('the CSV that the agent panel of osTicket exports', () => {
  const columns =
    'Ticket Number,Date Created,Subject,From,From Email,Priority,Department,Help Topic,Source,Current Status,Last Updated,Agent Assigned,Thread Count,Serial';
  const line = (number: string, status = 'Closed') =>
    `${number},2023-05-01 10:00:00,Key lost,Mira Solberg,${member.email},Emergency,Sales,"Keys; licenses",Web,${status},2023-05-02 10:00:00,Ida Falk,3,LUM-1`;

  it('comes with subject, status, times and requester; the rest is a note that customers never see', async () => {
    const read = readOsTicket(`\uFEFF${columns}\n${line('508112')}\n${line('508113', 'Deleted')}\n`);
    expect(await imported(portal, 'osticket', read)).toMatchObject({ made: 1, known: 0 });
    const request = await found('508112');
    expect(request).toMatchObject({
      ...{ subject: 'Key lost', status: 'closed', priority: 'urgent', createdAt: '2023-05-01T10:00:00.000Z' },
      messages: [{ body: 'Key lost' }],
      notes: [
        { body: expect.stringContaining('department: Sales\nhelp topic: Keys; licenses\nsource: Web') },
      ],
    });
    expect(request.notes[0].body).toContain('agent assigned: Ida Falk\nserial: LUM-1');
    const own = await member.api.get(`/api/v1/tickets/${request.id}`);
    expect(own.status).toBe(200);
    expect(JSON.stringify(own.body)).not.toContain('LUM-1');
  });

  it('names the columns that are missing, and what is wrong in a line', async () => {
    const without = columns.replace('From Email,', '').replace('Current Status,', '');
    const refusal = (() => {
      try {
        readOsTicket(`${without}\n1`);
      } catch (error) {
        return error;
      }
      return null;
    })();
    expect(JSON.stringify(refusal)).toContain(
      'These columns are missing: From Email, Current Status. Choose',
    );
    const { problems } = readOsTicket(
      [
        columns,
        line('1', 'Waiting'),
        line('2').replace('2023-05-01 10:00:00', '5/1/23 10:00 AM'),
        line(''),
      ].join('\n'),
    );
    expect(problems.map(({ where, field }) => `${where} ${field}`)).toEqual([
      'line 2 status',
      'line 3 Date Created',
      'line 4 Ticket Number',
    ]);
  });

  it('makes nothing twice, neither by itself nor with the tables', async () => {
    const table = (name: string, ...data: object[]) => ({ type: 'table', name: `ost_${name}`, data });
    const tables = (id: string, number: string) =>
      readOsTicket(
        JSON.stringify([
          table('ticket', {
            ...{ ticket_id: id, number, user_id: '2', status_id: '3', staff_id: '0' },
            ...{ created: '2023-05-01 10:00:00', closed: null },
          }),
          table('ticket_status', { id: '3', name: 'Open', state: 'open' }),
          table('user', { id: '2', name: 'Mira', org_id: '0', default_email_id: '9' }),
          table('user_email', { id: '9', user_id: '2', address: member.email }),
          table('thread_entry'),
        ]),
      );
    const exported = (number: string) => readOsTicket(`${columns}\n${line(number)}`);
    expect(await imported(portal, 'osticket', exported('600001'))).toMatchObject({ made: 1, known: 0 });
    expect(await imported(portal, 'osticket', exported('600001'))).toMatchObject({ made: 0, known: 1 });
    expect(await imported(portal, 'osticket', tables('7', '600001'))).toMatchObject({ made: 0, known: 1 });
    expect(await imported(portal, 'osticket', tables('8', '600002'))).toMatchObject({ made: 1, known: 0 });
    expect(await imported(portal, 'osticket', exported('600002'))).toMatchObject({ made: 0, known: 1 });
    // Two requests of the tables may share a number.
    expect(await imported(portal, 'osticket', tables('9', '600002'))).toMatchObject({ made: 1, known: 0 });
  });
});
