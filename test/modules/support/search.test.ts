import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aTicket, browserOf } from './desk.js';

let portal: Portal;
let mira: SignedInMember;
let jana: SignedInMember;
let agent: SignedInPerson;

beforeAll(async () => {
  portal = await startPortal({ worker: false });
  mira = await signedInMember(portal);
  jana = await signedInMember(portal, { organizationName: 'Kranich Werke', name: 'Jana Vogt' });
  agent = await signedInStaff(portal);
});
afterAll(() => portal?.close());

const numbers = ({ body }: { body: { items: { number: string }[] } }): string[] =>
  body.items.map(({ number }) => number);
const foundBy = async (who: SignedInPerson, query: string, list = '/api/v1/tickets'): Promise<string[]> =>
  numbers(await who.api.get(`${list}?${new URLSearchParams({ query })}`));
const inbox = '/api/v1/staff/tickets';

describe('searching requests', () => {
  it('S3.38 finds words of any message, whole or begun, a part of the subject, and the reference', async () => {
    const one = await aTicket(mira, { subject: 'Lizenzschlüssel fehlt', body: 'Error „E-4711“ on host-17.' });
    await agent.api.post(`${inbox}/${one.id}/messages`, {
      body: 'Please reinstall the Quokka driver.',
      visibility: 'public',
    });
    for (const query of ['e-4711', 'quokka', 'quok driver', 'SCHLÜSSEL', 'host-17', one.number.toLowerCase()])
      expect([query, await foundBy(mira, query)]).toEqual([query, [one.number]]);
    for (const query of ['quokka 4711', 'uokka', '%', "'); drop table support.ticket; --", '&|!'])
      expect([query, await foundBy(mira, query)]).toEqual([query, []]);
    expect(await foundBy(agent, 'quokka', inbox)).toEqual([one.number]);
    const page = await browserOf(portal, mira);
    expect((await page.get('/requests?query=quokka')).html).toContain(one.number);
    const desk = await browserOf(portal, agent);
    expect((await desk.get('/admin/tickets?view=active&query=quokka')).html).toContain(one.number);
  });

  it('S3.38 B2 finds nothing of others, nothing confidential, and nothing of a note', async () => {
    const colleague = await signedInMember(portal, { organizationId: mira.organizationId, name: 'Ole Lie' });
    const foreign = await aTicket(jana, { body: 'The wombat is ours.' });
    const secret = await aTicket(mira, { body: 'The wombat is secret.' });
    await mira.api.put(`/api/v1/tickets/${secret.id}/confidential`, { confidential: true });
    await agent.api.post(`${inbox}/${secret.id}/messages`, {
      body: 'Between us: numbat.',
      visibility: 'internal',
    });
    expect(await foundBy(mira, 'wombat')).toEqual([secret.number]);
    expect(await foundBy(colleague, 'wombat')).toEqual([]);
    expect(await foundBy(mira, 'numbat')).toEqual([]);
    expect((await foundBy(agent, 'wombat', inbox)).sort()).toEqual([foreign.number, secret.number].sort());
  });

  it('S3.38 pages through what thousands of requests match, newest first, each once', async () => {
    await portal.sql(
      `insert into support.ticket (id, organization_id, number, subject, status, kind, requester_id, created_at,
        last_public_activity_at)
      select gen_random_uuid(), $1, 'R-' || (500000 + n), 'Bulk', 'open', 'support', $2, now(),
        now() - n * interval '1 second' from generate_series(1, 5001) n`,
      [jana.organizationId, jana.userId],
    );
    await portal.sql(
      `insert into support.message (id, ticket_id, author_id, author_kind, body, created_at)
      select gen_random_uuid(), id, requester_id, 'customer', 'A bandicoot again', created_at
      from support.ticket where number > 'R-5'`,
    );
    const first = await agent.api.get(`${inbox}?query=bandicoot&limit=100`);
    expect(numbers(first)).toEqual(Array.from({ length: 100 }, (_, n) => `R-${500_001 + n}`));
    const next = await agent.api.get(`${inbox}?query=bandicoot&limit=2&cursor=${first.body.nextCursor}`);
    expect(numbers(next)).toEqual(['R-500101', 'R-500102']);
    expect(await foundBy(mira, 'bandicoot')).toEqual([]);
    // Among so many, what few requests match comes by index, on the same conditions.
    const rare = await aTicket(jana, { subject: 'Thermometer broken', body: 'A lone cassowary.' });
    for (const query of ['cassowary', 'mometer', rare.number])
      expect([query, await foundBy(agent, query, inbox)]).toEqual([query, [rare.number]]);
    expect(await foundBy(jana, 'lone cassow')).toEqual([rare.number]);
    expect(await foundBy(mira, 'cassowary')).toEqual([]);
  });
});
