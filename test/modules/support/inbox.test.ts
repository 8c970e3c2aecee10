import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, hour, later, minute } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { AddStaff } from '../../../src/modules/identity/application/staff/add-staff.js';
import type { ApiClient, PageClient } from '../../harness/clients.js';
import {
  goodPassword,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { apiOf, aTicket, browserOf, pixel } from './desk.js';

let portal: Portal;
let member: SignedInMember;
let agent: SignedInPerson;
let desk: PageClient;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal);
  agent = await signedInStaff(portal);
  desk = await browserOf(portal, agent);
});
afterAll(() => portal?.close());

const base = '/api/v1/staff/tickets';
const numbersIn = async (query: string): Promise<string[]> =>
  (await agent.api.get(`${base}?${query}`)).body.items.map((item: { number: string }) => item.number);

describe('tags', () => {
  it('SU-3 sort requests for staff on both faces, and never show to the customer', async () => {
    const { id, number } = await aTicket(member);
    await aTicket(member);
    const tagged = await agent.api.call('PUT', `${base}/${id}/tags`, { tags: ['Zebra Crossing', 'ant'] });
    expect(tagged).toMatchObject({ status: 200, body: { tags: ['ant', 'zebra-crossing'] } });
    expect(await numbersIn('tag=zebra-crossing')).toEqual([number]);
    expect((await agent.api.get(`${base}/${id}`)).body.tags).toEqual(['ant', 'zebra-crossing']);

    const list = await desk.get('/admin/tickets?tag=ant');
    expect(list.html).toContain(number);
    expect(list.html).toContain('Only with the tag');
    expect((await desk.get(`/admin/tickets/${id}`)).html).toContain('value="ant, zebra-crossing"');
    expect((await desk.post(`/admin/tickets/${id}/tags`, { tags: 'bee, <b>' })).status).toBe(422);
    expect((await desk.post(`/admin/tickets/${id}/tags`, { tags: 'Bee, , bee' })).status).toBe(200);
    expect((await agent.api.get(`${base}/${id}`)).body.tags).toEqual(['bee']);

    await agent.api.call('PUT', `${base}/${id}/tags`, { tags: ['marker-kangaroo'] });
    const customer = await browserOf(portal, member);
    const seen = [
      (await customer.get(`/requests/${id}`)).html,
      (await customer.get('/requests')).html,
      JSON.stringify((await member.api.get(`/api/v1/tickets/${id}`)).body),
      JSON.stringify((await member.api.get('/api/v1/tickets?query=kangaroo')).body),
    ];
    for (const text of seen) expect(text).not.toContain('kangaroo');
    expect((await member.api.call('PUT', `${base}/${id}/tags`, { tags: [] })).status).toBe(403);
  });
});

describe('snooze', () => {
  it('SU-3 takes a request out of sight until its time', async () => {
    const { id, number } = await aTicket(member);
    const until = later(portal.clock.now(), 2 * minute).toISOString();
    expect((await agent.api.call('PUT', `${base}/${id}/snooze`, { until })).body).toEqual({ until });
    expect(await numbersIn('view=active')).not.toContain(number);
    expect(await numbersIn('view=unassigned')).not.toContain(number);
    expect(await numbersIn('view=snoozed')).toEqual([number]);
    expect((await desk.get('/admin/tickets?view=snoozed')).html).toContain('Put aside until ');
    expect((await agent.api.get(`${base}/${id}`)).body.snoozedUntil).toBe(until);

    portal.clock.advance(2 * minute);
    expect(await numbersIn('view=active')).toContain(number);
    expect(await numbersIn('view=snoozed')).toEqual([]);
    expect((await agent.api.get(`${base}/${id}`)).body.snoozedUntil).toBeNull();
  });

  it('SU-3 ends when the customer writes, or when an agent brings it back', async () => {
    const { id, number } = await aTicket(member);
    const page = await desk.get(`/admin/tickets/${id}`);
    const [, until = ''] = page.html.match(/<option value="(20[^"]+)"/) ?? [];
    expect((await desk.post(`/admin/tickets/${id}/snooze`, { until })).url).toBe('/admin/tickets');
    expect(await numbersIn('view=snoozed')).toEqual([number]);
    portal.clock.advance(minute);
    // A note is no public activity.
    await agent.api.post(`${base}/${id}/messages`, { body: 'Still waiting', visibility: 'internal' });
    expect(await numbersIn('view=snoozed')).toEqual([number]);
    await member.api.post(`/api/v1/tickets/${id}/messages`, { body: 'Any news?' });
    expect(await numbersIn('view=snoozed')).toEqual([]);

    await agent.api.call('PUT', `${base}/${id}/snooze`, {
      until: later(portal.clock.now(), hour).toISOString(),
    });
    expect(await numbersIn('view=snoozed')).toEqual([number]);
    expect((await desk.post(`/admin/tickets/${id}/wake`)).status).toBe(200);
    expect(await numbersIn('view=snoozed')).toEqual([]);
    expect((await agent.api.delete(`${base}/${id}/snooze`)).status).toBe(204);
  });

  it('SU-3 refuses a time that is over', async () => {
    const { id } = await aTicket(member);
    const until = later(portal.clock.now(), -1).toISOString();
    const refused = await agent.api.call('PUT', `${base}/${id}/snooze`, { until });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'until' }] } });
    expect((await desk.post(`/admin/tickets/${id}/snooze`, { until: 'soon' })).status).toBe(422);
  });
});

describe('take the next one', () => {
  it('SU-3 gives what is due first, then the oldest, and passes over what is put aside', async () => {
    await portal.sql(`update support.ticket set assignee_id = gen_random_uuid()`);
    const [normal, urgent, asleep] = [await aTicket(member), await aTicket(member), await aTicket(member)];
    await agent.api.post(`${base}/${urgent.id}/priority`, { priority: 'urgent' });
    await agent.api.call('PUT', `${base}/${asleep.id}/snooze`, {
      until: later(portal.clock.now(), day).toISOString(),
    });
    expect((await agent.api.post(`${base}/next`)).body.ticket).toMatchObject({ number: urgent.number });
    const taken = await desk.post('/admin/tickets/next');
    expect(taken.url).toBe(`/admin/tickets/${normal.id}`);
    expect(await numbersIn('view=mine')).toEqual(expect.arrayContaining([urgent.number, normal.number]));
    expect((await agent.api.post(`${base}/next`)).body).toEqual({ ticket: null });
    expect((await desk.post('/admin/tickets/next')).url).toBe('/admin/tickets');
    expect((await member.api.post(`${base}/next`)).status).toBe(403);
  });

  it('D4 gives 20 agents 500 requests, none twice and none skipped', async () => {
    await portal.sql(`update support.ticket set assignee_id = gen_random_uuid()`);
    await portal.sql(
      `insert into support.ticket (id, organization_id, number, subject, status, kind, requester_id, by_key_holder,
        created_at, last_public_activity_at)
      select gen_random_uuid(), $1, 'R-9' || lpad(n::text, 6, '0'), 'Many', 'open', 'support', $2, false, now(), now()
      from generate_series(1, 500) n`,
      [member.organizationId, member.userId],
    );
    const agents = await Promise.all(Array.from({ length: 20 }, anAgent));
    const taken = (await Promise.all(agents.map(takeAll))).flat();
    expect(new Set(taken).size).toBe(500);
    expect(taken).toHaveLength(500);
    const [left] = await portal.sql<{ open: number }>(
      `select count(*)::int as open from support.ticket where assignee_id is null and status <> 'closed'`,
    );
    expect(left).toEqual({ open: 0 });
  });
});

async function anAgent(): Promise<ApiClient> {
  const email = `${newId()}@example.com`;
  const about = { role: 'agent', name: 'Agent', email, password: goodPassword } as const;
  return await apiOf(portal, await portal.get(AddStaff).execute(about));
}

async function takeAll(api: ApiClient): Promise<string[]> {
  const taken: string[] = [];
  for (;;) {
    const { status, body } = await api.post(`${base}/next`);
    if (status !== 200) throw new Error(`Taking answered ${status}.`);
    if (!body.ticket) return taken;
    taken.push(body.ticket.id);
  }
}

describe('macros', () => {
  const macros = '/api/v1/staff/macros';
  const words = {
    name: 'Ask for the log file',
    body: 'Dear {{requester}}, please send the log for {{number}}. {{agent}}',
    status: 'on-hold',
    tags: ['log'],
    takeOver: true,
  };
  const added = async (more: object = {}): Promise<string> => {
    const made = await agent.api.post(macros, { ...words, name: newId(), ...more });
    expect(made.status).toBe(201);
    return made.body.id;
  };

  it('SU-3 are shared, never overwrite each other, and are entries of the audit log', async () => {
    const made = await agent.api.post(macros, words);
    expect(made).toMatchObject({
      status: 201,
      body: { ...words, visibility: 'public', priority: null, version: 1 },
    });
    const path = `${macros}/${made.body.id}`;
    expect((await agent.api.post(macros, words)).body).toMatchObject({ code: 'macro-name-taken' });
    const put = (version: number, name: string) =>
      agent.api.call('PUT', path, { ...words, name }, { 'if-match': `"${version}"` });
    expect((await put(1, 'First')).status).toBe(200);
    expect((await put(1, 'Second')).body).toMatchObject({ code: 'macro-changed-meanwhile', version: 2 });
    expect((await agent.api.get(macros)).body.items.map(({ name }: { name: string }) => name)).toContain(
      'First',
    );
    expect((await agent.api.delete(path)).status).toBe(204);
    expect((await agent.api.get(path)).status).toBe(404);
    const audit = await portal.sql<{ action: string }>(
      'select action from platform.audit_entry where object_id = $1 order by at',
      [made.body.id],
    );
    expect(audit.map(({ action }) => action)).toEqual([
      'support.macro-added',
      'support.macro-changed',
      'support.macro-removed',
    ]);
    expect((await member.api.get(macros)).status).toBe(403);
  });

  it.each([
    ['a placeholder that is none', { body: 'Dear {{customer}}' }, 'body'],
    ['nothing to do', { body: null, status: null, tags: [], takeOver: false }, 'body'],
    ['a word that is no tag', { tags: ['a,b'] }, 'tags'],
  ])('SU-3 refuse %s', async (_what, more, field) => {
    const refused = await agent.api.post(macros, { ...words, name: newId(), ...more });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });

  it('SU-3 do all that they say, or nothing', async () => {
    const { id, number } = await aTicket(member);
    const used = await agent.api.post(`${base}/${id}/macros/${await added()}`);
    expect(used.status).toBe(200);
    const shown = (await agent.api.get(`${base}/${id}`)).body;
    expect(shown.messages.at(-1)).toMatchObject({
      id: used.body.message.id,
      body: `Dear Mira Solberg, please send the log for ${number}. Tomas Reuter`,
    });
    expect(shown).toMatchObject({ status: 'on-hold', tags: ['log'], assigneeId: agent.userId });

    await agent.api.post(`${base}/${id}/status`, { status: 'closed' });
    const refused = await agent.api.post(`${base}/${id}/macros/${await added()}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'status-change-refused' } });
    expect((await agent.api.get(`${base}/${id}`)).body.messages).toHaveLength(2);
  });

  it('SU-3 begin a reply on the page, which the agent changes before it goes out', async () => {
    const { id } = await aTicket(member);
    const macro = await added({ priority: 'high' });
    const page = await desk.get(`/admin/tickets/${id}?macro=${macro}`);
    expect(page.html).toContain('Dear Mira Solberg, please send the log');
    expect(page.html).toContain('Sets On Hold');
    const sent = await desk.post(`/admin/tickets/${id}/messages`, {
      body: 'Dear Mira, the log please.',
      visibility: 'public',
      macroId: macro,
    });
    expect(sent.status).toBe(200);
    const shown = (await agent.api.get(`${base}/${id}`)).body;
    expect(shown.messages.at(-1)).toMatchObject({ body: 'Dear Mira, the log please.' });
    expect(shown).toMatchObject({ status: 'on-hold', priority: 'high', tags: ['log'] });
  });

  it('SU-3 without a text are applied at once, and what is unknown is no macro', async () => {
    const { id } = await aTicket(member);
    const macro = await added({ body: null });
    expect((await desk.get(`/admin/tickets/${id}?macro=${macro}`)).html).toContain('Apply');
    expect((await desk.post(`/admin/tickets/${id}/macros/${macro}`)).status).toBe(200);
    const shown = (await agent.api.get(`${base}/${id}`)).body;
    expect(shown).toMatchObject({ status: 'on-hold', assigneeId: agent.userId });
    expect(shown.messages).toHaveLength(1);
    expect((await desk.get(`/admin/tickets/${id}?macro=${newId()}`)).status).toBe(200);
    expect((await desk.post(`/admin/tickets/${id}/macros/${newId()}`)).status).toBe(422);
  });

  it('SU-3 are written on pages, which keep what was typed', async () => {
    await desk.get('/admin/macros/new');
    const typed = { name: 'From the page', body: 'Hello {{nobody}}', visibility: 'public', tags: 'one' };
    const refused = await desk.post('/admin/macros', typed);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Hello {{nobody}}');
    expect((await desk.post('/admin/macros', { ...typed, body: 'Hello' })).status).toBe(200);
    const list = await desk.get('/admin/macros');
    const [, id] = list.html.match(/\/admin\/macros\/([0-9a-f-]{36})">From the page/) ?? [];
    const saved = { ...typed, body: '', status: 'closed', takeOver: 'on', version: '1' };
    expect((await desk.post(`/admin/macros/${id}`, saved)).status).toBe(200);
    expect((await agent.api.get(`${macros}/${id}`)).body).toMatchObject({
      body: null,
      status: 'closed',
      takeOver: true,
    });
    expect((await desk.post(`/admin/macros/${id}/delete`)).status).toBe(200);
    expect((await desk.get(`/admin/macros/${id}`)).status).toBe(404);
  });
});

describe('saved views', () => {
  const views = '/api/v1/staff/ticket-views';

  it('SU-3 are kept for oneself or shared, and deleted by their owner only', async () => {
    const { number, id } = await aTicket(member);
    await aTicket(member);
    await agent.api.post(`${base}/${id}/priority`, { priority: 'urgent' });
    await desk.get('/admin/tickets?view=all&priority=urgent');
    const from = 'view=all&priority=urgent&cursor=x&color=red';
    expect((await desk.post('/admin/ticket-views', { from, name: '' })).status).toBe(422);
    const kept = await desk.post('/admin/ticket-views', { from, name: 'Urgent ones', shared: 'on' });
    expect(kept.url).toBe('/admin/tickets?view=all&priority=urgent');
    expect(kept.html).toContain('Urgent ones');
    expect(kept.html).toContain(number);
    const own = await agent.api.post(views, { name: 'Mine', filter: { view: 'mine', color: 'red' } });
    expect(own).toMatchObject({ status: 201, body: { mine: true, shared: false, filter: { view: 'mine' } } });

    const colleague = await signedInStaff(portal);
    const { items } = (await colleague.api.get(views)).body;
    expect(items).toEqual([
      expect.objectContaining({
        name: 'Urgent ones',
        mine: false,
        filter: { view: 'all', priority: 'urgent' },
      }),
    ]);
    expect((await colleague.api.delete(`${views}/${items[0].id}`)).status).toBe(404);
    expect((await agent.api.delete(`${views}/${items[0].id}`)).status).toBe(204);
    expect((await desk.post(`/admin/ticket-views/${own.body.id}/delete`)).url).toBe('/admin/tickets');
    expect((await agent.api.get(views)).body).toEqual({ items: [] });
    expect((await member.api.get(views)).status).toBe(403);
  });

  it('SU-3 narrow by priority, by who has it and by kind', async () => {
    const { number, id } = await aTicket(member);
    await agent.api.post(`${base}/${id}/assign`, { assigneeId: agent.userId });
    await agent.api.post(`${base}/${id}/priority`, { priority: 'low' });
    expect(await numbersIn('priority=low')).toEqual([number]);
    expect(await numbersIn('priority=low&assignee=me')).toEqual([number]);
    expect(await numbersIn(`priority=low&assignee=${agent.userId}&kind=support`)).toEqual([number]);
    expect(await numbersIn(`priority=low&assignee=${member.userId}`)).toEqual([]);
    expect(await numbersIn('priority=low&kind=service')).toEqual([]);
  });
});

describe('merging', () => {
  it('SU-3 brings the conversations of one person together, under both references', async () => {
    const [one, two] = [
      await aTicket(member, { body: 'It stops.' }),
      await aTicket(member, { body: 'Again!' }),
    ];
    await agent.api.post(`${base}/${one.id}/messages`, { body: 'Which version?', visibility: 'public' });
    await agent.api.post(`${base}/${one.id}/messages`, { body: 'Looks like 17', visibility: 'internal' });
    const merged = await agent.api.post(`${base}/${one.id}/merge`, { into: two.number.toLowerCase() });
    expect(merged).toMatchObject({ status: 200, body: { id: two.id, number: two.number, status: 'open' } });

    // Whoever names the one gets the other, on both faces and both sides.
    const customer = await browserOf(portal, member);
    for (const id of [one.id, two.id]) {
      const { messages, number } = (await member.api.get(`/api/v1/tickets/${id}`)).body;
      expect(number).toBe(two.number);
      expect(messages.map(({ body }: { body: string }) => body).sort()).toEqual([
        'Again!',
        'It stops.',
        'Which version?',
      ]);
      expect((await customer.get(`/requests/${id}`)).html).toContain('Which version?');
      const { notes, firstRespondedAt } = (await agent.api.get(`${base}/${id}`)).body;
      expect(notes).toHaveLength(1);
      expect(firstRespondedAt).not.toBeNull();
    }
    await member.api.post(`/api/v1/tickets/${one.id}/messages`, { body: 'Version 17' });
    expect((await member.api.get(`/api/v1/tickets/${two.id}`)).body.messages).toHaveLength(4);
    const found = async (words: string) =>
      (await member.api.get(`/api/v1/tickets?query=${words}`)).body.items.map(
        ({ number }: { number: string }) => number,
      );
    expect(await found(one.number)).toEqual([two.number]);
    expect(await numbersIn(`query=${one.number}`)).toEqual([two.number]);
    // A third one goes where the first ones went.
    const three = await aTicket(member);
    const again = await agent.api.post(`${base}/${three.id}/merge`, { into: one.number });
    expect(again.body.number).toBe(two.number);
    expect((await agent.api.post(`${base}/${one.id}/merge`, { into: two.number })).status).toBe(409);
  });

  it('SU-2 SU-3 never brings conversations of two people together, nor shows one to new eyes', async () => {
    const { id } = await aTicket(member);
    const colleague = await signedInMember(portal, { organizationId: member.organizationId, role: 'reader' });
    const stranger = await signedInMember(portal, { organizationName: 'Kranich Werke' });
    const theirs = await aTicket(stranger);
    const merge = (into: string) => agent.api.post(`${base}/${id}/merge`, { into });
    expect(await merge(theirs.number)).toMatchObject({ status: 409, body: { code: 'ticket-merge-refused' } });
    expect((await merge('R-99999999')).body.errors).toEqual([expect.objectContaining({ field: 'into' })]);
    const confidential = await member.api.post('/api/v1/tickets', {
      subject: 'Salaries',
      body: 'Only us.',
      confidential: true,
    });
    expect(await merge(confidential.body.number)).toMatchObject({ body: { code: 'ticket-merge-refused' } });
    // Everybody of the organization sees both, so the colleague who follows the other one learns nothing new.
    const followed = await aTicket(member);
    const added = await member.api.post(`/api/v1/tickets/${followed.id}/followers`, {
      userId: colleague.userId,
    });
    expect(added.status).toBe(204);
    const rule = await member.api.call('PUT', '/api/v1/organization/request-visibility', { mode: 'own' });
    expect(rule.status).toBe(200);
    expect(await merge(followed.number)).toMatchObject({ body: { code: 'ticket-merge-refused' } });
    await member.api.call('PUT', '/api/v1/organization/request-visibility', { mode: 'everyone' });
    expect((await merge(followed.number)).status).toBe(200);
    expect((await colleague.api.get(`/api/v1/tickets/${id}`)).body.number).toBe(followed.number);
    expect((await stranger.api.get(`/api/v1/tickets/${id}`)).status).toBe(404);
    expect((await member.api.post(`${base}/${id}/merge`, { into: theirs.number })).status).toBe(403);
  });

  it('SU-2 SU-3 takes drafts and incidents along, and heeds who shares it under either id', async () => {
    const [one, two] = [await aTicket(member), await aTicket(member)];
    const incident = (await agent.api.post('/api/v1/staff/incidents', { title: 'It stops' })).body.id;
    await agent.api.post(`/api/v1/staff/incidents/${incident}/tickets`, { ticketIds: [one.id] });
    await member.api.call('PUT', `/api/v1/tickets/${one.id}/draft`, { fields: { body: 'Half a pelican' } });
    const colleague = await signedInMember(portal, { organizationId: member.organizationId });
    await colleague.api.post(`/api/v1/tickets/${one.id}/followers`, {});
    expect((await agent.api.post(`${base}/${one.id}/merge`, { into: two.number })).status).toBe(200);

    const customer = await browserOf(portal, member);
    expect((await customer.get(`/requests/${one.id}`)).html).toContain('Half a pelican');
    const { tickets } = (await agent.api.get(`/api/v1/staff/incidents/${incident}`)).body;
    expect(tickets.map(({ number }: { number: string }) => number)).toEqual([two.number]);
    const followers = () => portal.sql('select user_id from support.follower where ticket_id = $1', [two.id]);
    expect(await followers()).toEqual([{ user_id: colleague.userId }]);
    const hidden = { confidential: true };
    expect(
      (await member.api.call('PUT', `/api/v1/tickets/${one.id}/confidential`, hidden)).status,
    ).toBeLessThan(300);
    expect(await followers()).toEqual([]);
    expect((await colleague.api.get(`/api/v1/tickets/${one.id}`)).status).toBe(404);
  });

  it('SU-3 keeps what was typed on the page, and the files within reach', async () => {
    const [one, two] = [await aTicket(member), await aTicket(member)];
    const file = new Blob([new Uint8Array(pixel)]);
    const form = new FormData();
    form.append('file', file, 'screen.png');
    const attached = await member.api.call('POST', `/api/v1/tickets/${one.id}/attachments`, form);
    const [{ id: attachmentId }] = attached.body.items;
    await desk.get(`/admin/tickets/${one.id}`);
    const refused = await desk.post(`/admin/tickets/${one.id}/merge`, { into: 'R-1' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('There is no request with this reference.');
    expect((await desk.post(`/admin/tickets/${one.id}/merge`, { into: two.number })).url).toBe(
      `/admin/tickets/${two.id}`,
    );
    for (const id of [one.id, two.id]) {
      const path = `/api/v1/tickets/${id}/attachments/${attachmentId}`;
      expect((await member.api.get(path)).status).toBe(200);
    }
  });
});

describe('two who answer at once', () => {
  it('SU-3 D3 are told before the second answer goes out, and lose nothing', async () => {
    const { id } = await aTicket(member);
    const page = await desk.get(`/admin/tickets/${id}`);
    const [, seenMessageId = ''] = page.html.match(/name="seenMessageId" value="([^"]+)"/) ?? [];
    const colleague = await signedInStaff(portal);
    await colleague.api.post(`${base}/${id}/messages`, { body: 'Please update.', visibility: 'public' });
    const answer = { body: 'Please reinstall.', visibility: 'public', seenMessageId };
    const stopped = await desk.post(`/admin/tickets/${id}/messages`, answer);
    expect(stopped.status).toBe(422);
    expect(stopped.html).toContain('Somebody wrote to this request meanwhile');
    expect(stopped.html).toContain('Please update.');
    expect(stopped.html).toContain('Please reinstall.');
    const refused = await agent.api.post(`${base}/${id}/messages`, answer);
    expect(refused).toMatchObject({ status: 409, body: { code: 'answered-meanwhile' } });
    // A note disturbs nobody.
    const note = { ...answer, visibility: 'internal' };
    expect((await agent.api.post(`${base}/${id}/messages`, note)).status).toBe(201);

    const [, seenNow = ''] = stopped.html.match(/name="seenMessageId" value="([^"]+)"/) ?? [];
    const sent = await desk.post(`/admin/tickets/${id}/messages`, { ...answer, seenMessageId: seenNow });
    expect(sent.status).toBe(200);
    // What one wrote oneself meanwhile is no surprise.
    const again = await desk.post(`/admin/tickets/${id}/messages`, { ...answer, seenMessageId: seenNow });
    expect(again.status).toBe(200);
  });
});

describe('many at once', () => {
  const changes = '/api/v1/staff/ticket-changes';
  const shown = async (id: string) => (await agent.api.get(`${base}/${id}`)).body;

  it('SU-3 are changed together, each by itself refused with its reason, and put back', async () => {
    const [one, two, closed] = [await aTicket(member), await aTicket(member), await aTicket(member)];
    await agent.api.post(`${base}/${closed.id}/status`, { status: 'closed' });
    await agent.api.call('PUT', `${base}/${one.id}/tags`, { tags: ['old'] });
    const ticketIds = [one.id, two.id, closed.id, one.id, newId()];
    const change = { status: 'on-hold', priority: 'high', assignee: agent.userId, tags: ['wave'] };
    const made = await agent.api.post(changes, { ticketIds, ...change });
    expect(made).toMatchObject({ status: 201, body: { changed: 2, undoneAt: null } });
    expect(made.body.refused).toHaveLength(2);
    expect(made.body.refused).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ticketId: closed.id,
          number: closed.number,
          code: 'status-change-refused',
        }),
        expect.objectContaining({ number: null, code: 'not-found' }),
      ]),
    );
    const set = { status: 'on-hold', priority: 'high', assigneeId: agent.userId };
    expect(await shown(one.id)).toMatchObject({ ...set, tags: ['old', 'wave'] });
    expect(await shown(two.id)).toMatchObject({ ...set, tags: ['wave'] });
    expect(await shown(closed.id)).toMatchObject({ status: 'closed', priority: 'normal', tags: [] });

    // What somebody changed since stays as it is.
    await agent.api.post(`${base}/${two.id}/priority`, { priority: 'urgent' });
    const path = `${changes}/${made.body.id}`;
    const colleague = await signedInStaff(portal);
    expect((await colleague.api.post(`${path}/undo`)).status).toBe(404);
    expect((await colleague.api.get(path)).status).toBe(404);
    expect((await agent.api.post(`${path}/undo`)).body).toEqual({ restored: 1, kept: 1 });
    const before = { status: 'open', priority: 'normal', assigneeId: null, tags: ['old'] };
    expect(await shown(one.id)).toMatchObject(before);
    expect(await shown(two.id)).toMatchObject({ ...set, priority: 'urgent' });
    expect((await agent.api.post(`${path}/undo`)).body).toMatchObject({ code: 'bulk-change-is-over' });
  });

  it('SU-3 are shared out to whoever has the fewest', async () => {
    await portal.sql(`update support.ticket set status = 'closed' where status <> 'closed'`);
    const colleague = await signedInStaff(portal);
    const held = await aTicket(member);
    await agent.api.post(`${base}/${held.id}/assign`, { assigneeId: colleague.userId });
    const staff = await portal.sql<{ n: number }>(
      `select count(*)::int as n from identity.user where staff_role is not null`,
    );
    const many = await Promise.all(Array.from({ length: staff[0]?.n ?? 0 }, () => aTicket(member)));
    const answer = await agent.api.post(changes, {
      ticketIds: many.map(({ id }) => id),
      assignee: 'least-busy',
    });
    expect(answer.body.changed).toBe(many.length);
    const loads = await portal.sql<{ open: number }>(
      `select count(*)::int as open from support.ticket where status <> 'closed' group by assignee_id order by 1`,
    );
    const counts = loads.map(({ open }) => open);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(counts.reduce((sum, open) => sum + open, 0)).toBe(many.length + 1);
  });

  it('SU-3 are chosen on the page, which keeps what was typed', async () => {
    const [one, two] = [await aTicket(member), await aTicket(member)];
    const list = await desk.get('/admin/tickets');
    expect(list.html).toContain(`aria-label="Choose ${one.number}"`);
    const form = {
      view: 'active',
      query: '',
      tag: '',
      cursor: '',
      status: '',
      priority: '',
      assignee: '',
      tags: '',
    };
    const nobody = await desk.post('/admin/ticket-changes', { ...form, priority: 'high' });
    expect(nobody.status).toBe(422);
    expect(nobody.html).toContain('Choose at least one request.');
    const nothing = await desk.post('/admin/ticket-changes', { ...form, ticketId: one.id });
    expect(nothing.html).toContain('Choose what to change.');
    expect(nothing.html).toMatch(new RegExp(`value="${one.id}"[^>]* checked`));
    const body = new URLSearchParams({ ...form, status: 'closed' });
    body.append('ticketId', one.id);
    body.append('ticketId', two.id);
    const changed = await desk.post('/admin/ticket-changes', body);
    expect(changed.html).toContain('Requests changed: 2.');
    expect((await desk.post(`${changed.url}/undo`)).url).toBe('/admin/tickets');
    expect([(await shown(one.id)).status, (await shown(two.id)).status]).toEqual(['open', 'open']);
    expect((await member.api.post(changes, { ticketIds: [one.id], status: 'closed' })).status).toBe(403);
  });

  // Last, because it outlives the access tokens.
  it('SU-3 are put back for ten minutes only', async () => {
    const { id } = await aTicket(member);
    const made = await agent.api.post(changes, { ticketIds: [id], status: 'closed' });
    portal.clock.advance(11 * minute);
    const page = await desk.get(`/admin/ticket-changes/${made.body.id}`);
    expect(page.html).not.toContain('/undo');
    const late = await desk.post(`/admin/ticket-changes/${made.body.id}/undo`);
    expect(late.html).toContain('A change can be undone for ten minutes.');
    expect((await desk.get(`/admin/tickets/${id}`)).html).toContain('value="closed" selected');
  });
});
