import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { ForgetDrafts } from '../../../src/modules/support/application/drafts/forget-drafts.js';
import { PersonalData } from '../../../src/platform/personal-data/personal-data.js';
import { type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aTicket, browserOf, file, formOf, pixel } from './desk.js';

let portal: Portal;
let member: SignedInMember;
let colleague: SignedInMember;
let stranger: SignedInMember;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal);
  colleague = await signedInMember(portal, { organizationId: member.organizationId });
  stranger = await signedInMember(portal, { organizationName: 'Harbor Labs' });
});

afterAll(() => portal.close());

const day = 86_400_000;
const htmx = { 'hx-request': 'true' };
const submissionIn = (html: string) => /name="submissionId" value="([^"]+)"/.exec(html)?.[1] ?? '';

describe('the draft of a reply', () => {
  it('S3.45 survives reload and a lost session, without JavaScript, and goes when it is sent', async () => {
    const { id } = await aTicket(member);
    const browser = await browserOf(portal, member);
    await browser.get(`/requests/${id}`);
    const form = formOf({ body: 'Half a <thought>' }, [file('shot.png', pixel)]);
    const saved = await browser.post(`/requests/${id}/draft`, form);
    expect(saved.url).toBe(`/requests/${id}`);
    expect(saved.html).toContain('Half a &lt;thought&gt;');
    expect(saved.html).toContain('Draft saved');
    const again = await (await browserOf(portal, member)).get(`/requests/${id}`);
    expect(again.html).toContain('Half a &lt;thought&gt;');
    expect(again.html).not.toContain('shot.png');

    const submissionId = submissionIn(again.html);
    await browser.post(`/requests/${id}/messages`, { body: 'The whole thought', submissionId });
    const sent = await browser.get(`/requests/${id}`);
    expect(sent.html).not.toContain('Half a');
    // What the script had on its way meanwhile is no draft any more.
    await browser.post(`/requests/${id}/draft`, { body: 'The whole', submissionId }, htmx);
    expect((await member.api.get(`/api/v1/tickets/${id}/draft`)).body).toEqual({ draft: null });
  });

  it('S3.45 is kept while one types, one row for each person and request', async () => {
    const { id } = await aTicket(member);
    const browser = await browserOf(portal, member);
    const page = await browser.get(`/requests/${id}`);
    expect(page.html).toContain(`hx-post="/requests/${id}/draft"`);
    const typed = ['A', 'Ab', 'Abc'].map((body) => browser.post(`/requests/${id}/draft`, { body }, htmx));
    for (const answer of await Promise.all(typed)) {
      expect(answer.html).toMatch(/^<p id="draft-state"/);
      expect(answer.html).not.toContain('<html');
    }
    const rows = await portal.sql('select 1 from support.draft where ticket_id = $1', [id]);
    expect(rows).toHaveLength(1);
    await browser.post(`/requests/${id}/draft`, { body: ' \n' }, htmx);
    expect((await member.api.get(`/api/v1/tickets/${id}/draft`)).body.draft).toBeNull();
  });

  it('SU-7 S3.45 stays where another form of the page is refused, which says why', async () => {
    const { id } = await aTicket(member);
    const browser = await browserOf(portal, member);
    await browser.get(`/requests/${id}`);
    await browser.post(`/requests/${id}/draft`, { body: 'Half a thought' }, htmx);
    const upload = await member.api.call('POST', '/api/v1/ticket-uploads', undefined, {
      'tus-resumable': '1.0.0',
      'upload-length': '3',
      'upload-metadata': `filename ${Buffer.from('day.log').toString('base64')},ticketId ${Buffer.from(id).toString('base64')}`,
    });
    expect(upload.status).toBe(201);
    await member.api.call(
      'PATCH',
      String(upload.headers.get('location')),
      new Uint8Array(Buffer.from('log')),
      {
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
    );
    const refused = await browser.post(`/requests/${id}/followers`, { userId: stranger.userId });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Half a thought');
    expect(refused.html).toContain('Draft saved');
    expect(refused.html).toMatch(/lk-error|role="alert"/);
    expect(refused.html).toMatch(/<input[^>]+name="upload\.[0-9a-f-]{36}"[^>]* checked/);
  });

  it('SU-1 is the same on the API, and is discarded there and on the page', async () => {
    const { id } = await aTicket(member);
    const at = `/api/v1/tickets/${id}/draft`;
    const kept = await member.api.put(at, { fields: { body: 'By a program' } });
    expect(kept.body.draft).toMatchObject({ fields: { body: 'By a program' } });
    const browser = await browserOf(portal, member);
    expect((await browser.get(`/requests/${id}`)).html).toContain('By a program');
    expect((await browser.post(`/requests/${id}/draft/discard`, formOf({}, []))).html).not.toContain(
      'By a program',
    );
    await member.api.put(at, { fields: { body: 'Again' } });
    expect((await member.api.delete(at)).status).toBe(204);
    expect((await member.api.get(at)).body.draft).toBeNull();
  });

  it('is nobody else’s: not of colleagues, and not for requests that one does not see', async () => {
    const { id } = await aTicket(member);
    await member.api.put(`/api/v1/tickets/${id}/draft`, { fields: { body: 'My own words' } });
    expect((await colleague.api.get(`/api/v1/tickets/${id}/draft`)).body.draft).toBeNull();
    expect((await (await browserOf(portal, colleague)).get(`/requests/${id}`)).html).not.toContain(
      'My own words',
    );
    const reader = await signedInMember(portal, { organizationId: member.organizationId, role: 'reader' });
    expect((await reader.api.put(`/api/v1/tickets/${id}/draft`, { fields: { body: 'A' } })).status).toBe(403);
    for (const other of [id, newId()]) {
      const at = `/api/v1/tickets/${other}/draft`;
      expect((await stranger.api.get(at)).status).toBe(404);
      expect((await stranger.api.put(at, { fields: { body: 'A' } })).status).toBe(404);
      expect((await stranger.api.delete(at)).status).toBe(404);
      const page = await browserOf(portal, stranger);
      await page.get('/requests');
      expect((await page.post(`/requests/${other}/draft`, { body: 'A' })).status).toBe(404);
      expect((await page.post(`/requests/${other}/draft/discard`, {})).status).toBe(404);
    }
  });
});

describe('the draft of a new request', () => {
  it('S3.45 keeps subject, text and choices until it is sent', async () => {
    const browser = await browserOf(portal, member);
    await browser.get('/requests/new');
    await browser.post('/requests/draft', {
      subject: 'A new one',
      body: 'So far',
      kind: 'service',
      confidential: 'true',
    });
    const { html } = await browser.get('/requests/new');
    expect(html).toContain('value="A new one"');
    expect(html).toContain('So far');
    expect(html).toMatch(/value="service" selected/);
    expect(html).toMatch(/name="confidential" value="true" checked/);
    const sent = await browser.post('/requests', {
      subject: 'A new one',
      body: 'All of it',
      submissionId: submissionIn(html),
    });
    expect(sent.url).toMatch(/^\/requests\/[0-9a-f-]{36}$/);
    expect((await member.api.get('/api/v1/ticket-draft')).body).toEqual({ draft: null });
  });

  it.each([
    ['a text beyond all bounds', { body: 'x'.repeat(40_001) }],
    ['a NUL', { body: 'a\u0000b' }],
    ['a name that no form has', { 'a b': 'x' }],
    [
      'too much of everything',
      { body: 'x'.repeat(40_000), subject: 'x'.repeat(40_000), other: 'x'.repeat(40_000) },
    ],
  ])('S3.45 is bounded: refuses %s', async (_what, fields) => {
    expect((await member.api.put('/api/v1/ticket-draft', { fields })).status).toBe(422);
  });

  it('S3.45 says at the field when a draft is too long, and loses nothing', async () => {
    const browser = await browserOf(portal, member);
    await browser.get('/requests/new');
    const body = 'y'.repeat(40_001);
    const refused = await browser.post('/requests/draft', { subject: 'Long', body });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Use at most 40,000 characters.');
    expect(refused.html).toContain(body);
  });

  it('ID-12 belongs to its person, and is forgotten after 30 days', async () => {
    await member.api.put('/api/v1/ticket-draft', { fields: { subject: 'Mine', body: '' } });
    const subject = { userIds: [member.userId], email: null, username: null, organizationIds: [] };
    const mine = await portal.get(PersonalData).of(subject);
    expect(JSON.stringify(mine.find(({ table }) => table === 'support.draft'))).toContain('Mine');
    portal.clock.advance(29 * day);
    await portal.get(ForgetDrafts).execute();
    expect(await portal.sql(`select 1 from support.draft where fields->>'subject' = 'Mine'`)).toHaveLength(1);
    portal.clock.advance(2 * day);
    await portal.get(ForgetDrafts).execute();
    expect(await portal.sql('select 1 from support.draft')).toHaveLength(0);
  });
});
