import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { ForgetDrafts } from '../../../src/modules/support/application/drafts/forget-drafts.js';
import { DeliverHeldReplies } from '../../../src/modules/support/application/sending/deliver-held-replies.js';
import {
  freshProof,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { ActingAs } from '../orders/acting-as.js';
import { aTicket, browserOf, file, formOf, pixel } from './desk.js';

let portal: Portal;
let member: SignedInMember;
let agent: SignedInPerson;
let other: SignedInPerson;
let desk: Awaited<ReturnType<typeof browserOf>>;

beforeAll(async () => {
  portal = await startPortal({ environment: { REPLY_UNDO_SECONDS: '10' } });
  member = await signedInMember(portal);
  agent = await signedInStaff(portal);
  other = await signedInStaff(portal);
  desk = await browserOf(portal, agent);
});
afterAll(() => portal.close());

const day = 86_400_000;
const htmx = { 'hx-request': 'true' };
const at = (id: string) => `/admin/tickets/${id}`;
const apiOf = (id: string) => `/api/v1/staff/tickets/${id}/draft`;
const typed = (html: string) => /<textarea[^>]*name="body"[^>]*>\n?([\s\S]*?)<\/textarea>/.exec(html)?.[1];
const chosen = (html: string) => /name="visibility" value="(\w+)" checked/.exec(html)?.[1];
const submissionIn = (html: string) => /name="submissionId" value="([^"]+)"/.exec(html)?.[1] ?? '';
const undoIn = (html: string) => /action="([^"]+\/undo)"/.exec(html)?.[1] ?? '';
const draftAt = async (id: string) => (await agent.api.get(apiOf(id))).body.draft;
/** A request at whose page the agent typed. */
async function begun(fields: Readonly<Record<string, string>>): Promise<string> {
  const { id } = await aTicket(member);
  await desk.get(at(id));
  const answer = await desk.post(`${at(id)}/draft`, fields, htmx);
  expect(answer.html).toMatch(/^<p id="draft-state"/);
  return id;
}

describe('the draft of an agent', () => {
  it('S3.45 SU-3 keeps a reply or a note, with who may read it, without JavaScript and in another browser', async () => {
    const { id } = await aTicket(member);
    await desk.get(at(id));
    const form = formOf({ body: 'Ask <Ada>', visibility: 'internal' }, [file('shot.png', pixel)]);
    const saved = await desk.post(`${at(id)}/draft`, form);
    expect(saved.url).toBe(at(id));
    expect(saved.html).toContain('Draft saved');
    const { html } = await (await browserOf(portal, agent)).get(at(id));
    expect([typed(html), chosen(html)]).toEqual(['Ask &lt;Ada&gt;', 'internal']);
    expect(html).not.toContain('shot.png');
    expect((await desk.post(`${at(id)}/draft/discard`, formOf({}, []))).html).not.toContain('Ask &lt;Ada');
    expect(await draftAt(id)).toBeNull();
  });

  it.each([
    ['status', { status: 'in-progress' }, 200],
    ['priority', { priority: 'high' }, 200],
    ['tags', { tags: 'printer' }, 200],
    ['assign', { assigneeId: newId() }, 422],
    ['link', { number: 'R-0' }, 422],
  ])('S3.45 SU-3 stays when %s is pressed on the same page', async (form, fields, status) => {
    const id = await begun({ body: 'Half an answer', visibility: 'public' });
    const answer = await desk.post(`${at(id)}/${form === 'link' ? 'links' : form}`, fields);
    expect(answer.status).toBe(status);
    expect(typed(answer.html)).toBe('Half an answer');
  });

  it('SU-3 is nobody else’s to read: no colleague’s, no customer’s, and none of whoever may not work on requests', async () => {
    const id = await begun({ body: 'marker-okapi', visibility: 'public' });
    const colleague = await browserOf(portal, other);
    for (const text of [
      (await colleague.get(at(id))).html,
      JSON.stringify((await other.api.get(apiOf(id))).body),
      JSON.stringify((await other.api.get(`/api/v1/staff/tickets/${id}`)).body),
      (await member.visitor.get(`/requests/${id}`)).html,
      JSON.stringify((await member.api.get(`/api/v1/tickets/${id}/draft`)).body),
    ])
      expect(text).not.toContain('okapi');
    await colleague.post(`${at(id)}/draft/discard`, {});
    expect((await draftAt(id)).fields.body).toBe('marker-okapi');
    const acting = new ActingAs(portal);
    for (const { api, pages } of [acting.staff(['staff.licenses']), acting.customer(member.organizationId)]) {
      const fields = { body: 'A', visibility: 'public' };
      await pages.get('/');
      expect((await api.get(apiOf(id))).status).toBe(403);
      expect((await api.put(apiOf(id), { fields })).status).toBe(403);
      expect((await pages.post(`${at(id)}/draft`, fields)).status).toBe(403);
    }
  });

  it.each([
    ['public', 'a reply that can be taken back'],
    ['internal', 'a note'],
  ])('S3.45 goes when it is sent as %s, %s, also when the script comes late', async (visibility) => {
    const id = await begun({ body: 'All of', visibility });
    const submissionId = submissionIn((await desk.get(at(id))).html);
    await desk.post(`${at(id)}/messages`, { body: 'All of it', visibility, submissionId });
    expect(await draftAt(id)).toBeNull();
    const late = { body: 'All of', visibility, submissionId };
    await desk.post(`${at(id)}/draft`, late, htmx);
    expect(await draftAt(id)).toBeNull();
    portal.clock.advance(11_000);
    await portal.get(DeliverHeldReplies).execute();
    await desk.post(`${at(id)}/draft`, late, htmx);
    expect(await draftAt(id)).toBeNull();
  });

  it('SU-3 has a reply that was taken back above what was typed since, and makes nothing public', async () => {
    const { id } = await aTicket(member);
    const send = async (body: string) => {
      await desk.get(at(id));
      return undoIn((await desk.post(`${at(id)}/messages`, { body, visibility: 'public' })).html);
    };
    const first = await send('Try 3.2.1.');
    await desk.post(`${at(id)}/draft`, { body: 'And tell me', visibility: 'public' }, htmx);
    const back = (await desk.post(first)).html;
    expect([typed(back), chosen(back)]).toEqual(['Try 3.2.1.\n\nAnd tell me', 'public']);
    const second = await send('Try 3.2.2.');
    await desk.post(`${at(id)}/draft`, { body: 'Ada broke it', visibility: 'internal' }, htmx);
    const again = (await desk.post(second)).html;
    expect([typed(again), chosen(again)]).toEqual(['Try 3.2.2.\n\nAda broke it', 'internal']);
  });

  it('SU-3 keeps what was typed above a macro, and does not add the macro twice', async () => {
    const macro = { name: 'Greet', body: 'Kind regards', visibility: 'public' };
    const { id: macroId } = (await agent.api.post('/api/v1/staff/macros', macro)).body;
    const id = await begun({ body: 'It is fixed.', visibility: 'public' });
    const { html } = await desk.get(`${at(id)}?macro=${macroId}`);
    expect(typed(html)).toBe('It is fixed.\n\nKind regards');
    await desk.post(`${at(id)}/draft`, { body: 'It is fixed.\n\nKind regards', visibility: 'public' }, htmx);
    expect(typed((await desk.get(`${at(id)}?macro=${macroId}`)).html)).toBe('It is fixed.\n\nKind regards');
    const note = await begun({ body: 'For us', visibility: 'internal' });
    expect(chosen((await desk.get(`${at(note)}?macro=${macroId}`)).html)).toBe('internal');
  });

  it('SU-1 AP-1 is the same in the API, under the id of a merged request, too', async () => {
    const [one, two] = [await aTicket(member), await aTicket(member)];
    const fields = { body: 'By a program', visibility: 'internal' };
    expect((await agent.api.put(apiOf(one.id), { fields })).body.draft.fields).toEqual(fields);
    expect(typed((await desk.get(at(one.id))).html)).toBe('By a program');
    await desk.post(`${at(one.id)}/merge`, { into: two.number });
    expect((await draftAt(one.id)).fields).toEqual(fields);
    expect((await agent.api.delete(apiOf(one.id))).status).toBe(204);
    expect(await draftAt(two.id)).toBeNull();
    for (const call of ['get', 'delete'] as const)
      expect((await agent.api[call](apiOf(newId()))).status).toBe(404);
    expect((await agent.api.put(apiOf(newId()), { fields })).status).toBe(404);
  });

  it.each([
    ['a text beyond all bounds', { body: 'x'.repeat(40_001), visibility: 'public' }, 'fields.body'],
    ['a reader that there is not', { body: 'A', visibility: 'all' }, 'fields.visibility'],
    ['a field that the form has not', { body: 'A', visibility: 'public', subject: 'B' }, 'subject'],
  ])('S3.45 is bounded: refuses %s', async (_what, fields, named) => {
    const { id } = await aTicket(member);
    const { status, body } = await agent.api.put(apiOf(id), { fields });
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toContain(named);
  });

  it('AD-4 leaves no entry in the audit log for each word', async () => {
    const id = await begun({ body: 'One', visibility: 'public' });
    await agent.api.put(apiOf(id), { fields: { body: 'One two', visibility: 'public' } });
    const rows = await portal.sql(
      `select 1 from platform.audit_entry where object_id = $1 and action = 'staff.changed'`,
      [id],
    );
    expect(rows).toEqual([]);
  });

  it('S3.45 is forgotten after 30 days', async () => {
    const id = await begun({ body: 'Old', visibility: 'public' });
    portal.clock.advance(31 * day);
    await portal.get(ForgetDrafts).execute();
    expect(await portal.sql('select 1 from support.draft where ticket_id = $1', [id])).toEqual([]);
    desk = await browserOf(portal, agent);
  });

  it.each(['erased', 'disabled'])('ID-12 goes once the account is %s', async (how) => {
    const leaver = await signedInStaff(portal);
    const { id } = await aTicket(await signedInMember(portal));
    await leaver.api.put(apiOf(id), { fields: { body: 'Mine', visibility: 'public' } });
    if (how === 'erased') {
      await freshProof(portal, leaver.userId, 'erase-data');
      await leaver.api.post('/api/v1/me/erase', { name: 'Tomas Reuter' });
    } else {
      const administrator = await signedInStaff(portal, 'administrator');
      const reason = { reason: 'Left the company.' };
      await administrator.api.post(`/api/v1/staff/people/${leaver.userId}/disable`, reason);
    }
    await portal.settle();
    expect(await portal.sql('select 1 from support.draft where user_id = $1', [leaver.userId])).toEqual([]);
  });
});
