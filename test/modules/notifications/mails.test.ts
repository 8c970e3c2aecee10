import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { mailTitle } from '../../../src/modules/notifications/http/mails.views.js';
import { I18n } from '../../../src/platform/i18n/i18n.js';
import { EmailCatalogue } from '../../../src/platform/mail/email-catalogue.js';
import { PersonalData } from '../../../src/platform/personal-data/personal-data.js';
import {
  freshProof,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { anOrderPaid, Store } from '../orders/store.js';
import { aTicket, browserOf } from '../support/desk.js';
import { answered } from './told.js';

let portal: Portal;
let agent: SignedInPerson;

beforeAll(async () => {
  portal = await startPortal();
  agent = await signedInStaff(portal);
});

afterAll(() => portal.close());

// Those that a test left on their way have no job: nobody would ever finish them.
afterEach(async () => {
  await portal.sql(
    `delete from platform.mail_delivery where event = '{"payload": {}}' and status in ('queued', 'sending')`,
  );
});

const at = '/api/v1/me/mails';
const mailsOf = async ({ api }: Pick<SignedInPerson, 'api'>, query = '?limit=100') =>
  (await api.get(`${at}${query}`)).body.items;

/** A mail to somebody that left long ago; it tells nothing that is. */
async function aMail(about: {
  readonly userId: string | null;
  readonly address: string;
  readonly name?: string;
  readonly status?: string;
  readonly lastError?: string | null;
}) {
  const { userId, address, name = 'identity.password-reset', status = 'sent', lastError = null } = about;
  const id = newId();
  await portal.sql(
    `insert into platform.mail_delivery
       (id, event_id, event, name, lane, user_id, address, recipient_name, locale, time_zone, message_id, status, last_error,
        due_at)
     values ($1, $1, '{"payload": {}}', $2, 'once', $3, $4, '', 'en', 'UTC', $7, $5, $6, now() + interval '1 day')`,
    [id, name, userId, address, status, lastError, `<${id}@latchkey.test>`],
  );
  return id;
}

describe('NO-2 mails we sent you', () => {
  it('NO-2 lists them with their state and what they are about, on the page and for programs', async () => {
    const member = await signedInMember(portal);
    const { id, number } = await aTicket(member, { subject: 'The <export> stops' });
    await answered(portal, agent, id);
    const [answer, received] = await mailsOf(member);
    expect(answer).toEqual({
      id: expect.any(String),
      name: 'support.reply',
      title: 'Answer to a request',
      address: member.email,
      state: 'sent',
      answer: null,
      bounceStatus: null,
      explanation: null,
      createdAt: expect.any(String),
      changedAt: expect.any(String),
      about: { kind: 'request', id, text: `${number} · The <export> stops`, href: `/requests/${id}` },
    });
    expect(received).toMatchObject({ name: 'support.received', state: 'sent', about: { id } });
    const browser = await browserOf(portal, member);
    const { html } = await browser.get('/account/mails');
    for (const words of ['Answer to a request', member.email, `${number} · The &lt;export&gt; stops`, 'Sent'])
      expect(html).toContain(words);
    expect(html).toContain(`href="/requests/${id}"`);
    expect((await browser.get('/account')).html).toContain('href="/account/mails"');
    const german = await member.api.get(at, { 'accept-language': 'de' });
    expect(german.body.items[0].title).toBe('Antwort auf eine Anfrage');
  });

  it('NO-2 A11 tells that a link or code was sent, and never the link, the code or its event', async () => {
    const member = await signedInMember(portal);
    await portal.api().post('/api/v1/password-resets', { login: member.email });
    await portal.settle();
    const token = /token=([\w-]+)/.exec(portal.mailTo(member.email)?.text ?? '')?.[1] ?? '';
    expect(token).not.toBe('');
    const { body } = await member.api.get(at);
    expect(body.items[0]).toMatchObject({ name: 'identity.password-reset', state: 'sent', about: null });
    const browser = await browserOf(portal, member);
    const { html } = await browser.get('/account/mails');
    expect(html).toContain('Link for a new password');
    for (const text of [html, JSON.stringify(body)]) {
      expect(text).not.toContain(token);
      expect(text).not.toMatch(/\/reset-password|message_id|"facts"|"event"/);
    }
  });

  it.each([
    ['queued', null, 'waiting', null, 'On its way'],
    ['sending', null, 'waiting', null, 'On its way'],
    ['queued', 'ESOCKET ECONNREFUSED CONN', 'retrying', null, 'We go on trying'],
    ['sent', 'EMESSAGE 451 DATA', 'sent', null, 'Sent'],
    ['failed', 'EENVELOPE 550 RCPT TO', 'refused', 550, 'A mail server refused it (550)'],
    ['failed', 'EMESSAGE 451 DATA', 'given-up', 451, 'We tried again and again'],
    ['failed', 'TypeError: 550 of secret-words', 'given-up', null, 'We tried again and again'],
    ['doubtful', 'the sender stopped while sending', 'doubtful', null, 'The connection broke'],
    ['skipped', null, 'not-needed', null, 'It was no longer needed'],
  ])('NO-2 says in plain words what %s after %s is', async (status, lastError, state, answer, words) => {
    const member = await signedInMember(portal);
    await aMail({ userId: member.userId, address: member.email, status, lastError });
    const mails = await mailsOf(member);
    expect(mails).toMatchObject([{ state, answer }]);
    const { html } = await (await browserOf(portal, member)).get('/account/mails');
    expect(html).toContain(words);
    expect(html + JSON.stringify(mails)).not.toMatch(/secret-words|ECONNREFUSED|stopped while/);
  });

  it('NO-2 B2 keeps the mails of everybody else out of reach', async () => {
    const member = await signedInMember(portal);
    const colleague = await signedInMember(portal, { organizationId: member.organizationId });
    const own = await aMail({
      userId: null,
      address: member.email.toUpperCase(),
      name: 'identity.invitation',
    });
    await aMail({ userId: colleague.userId, address: colleague.email });
    await aMail({ userId: colleague.userId, address: member.email });
    await aMail({ userId: null, address: `x${member.email}` });
    expect((await mailsOf(member)).map(({ id }: { id: string }) => id)).toEqual([own]);
    const browser = await browserOf(portal, member);
    expect((await browser.get('/account/mails')).html).not.toContain(colleague.email);
    expect(await mailsOf(await signedInMember(portal))).toEqual([]);
    expect((await portal.api().get(at)).status).toBe(401);
  });

  it('NO-2 shows an address in whole only while it is the person’s', async () => {
    const member = await signedInMember(portal);
    await aMail({
      userId: member.userId,
      address: 'stranger@elsewhere.example',
      name: 'identity.recovery-ready',
    });
    const [mail] = await mailsOf(member);
    expect(mail).toMatchObject({
      title: 'Link that recovers your account',
      address: 's•••@elsewhere.example',
    });
    const browser = await browserOf(portal, member);
    expect((await browser.get('/account/mails')).html).not.toContain('stranger@');
  });

  it('NO-2 C14 names no request, license or order that the reader may no longer see', async () => {
    const member = await signedInMember(portal);
    const follower = await signedInMember(portal, { organizationId: member.organizationId });
    const { id } = await aTicket(member, { subject: 'Secret merger' });
    const window = await browserOf(portal, follower);
    await window.get(`/requests/${id}`);
    await window.post(`/requests/${id}/follow`);
    await answered(portal, agent, id);
    expect((await mailsOf(follower))[0]).toMatchObject({ name: 'support.reply', about: { id } });
    await portal.sql('update support.ticket set confidential = true where id = $1', [id]);
    expect((await mailsOf(follower))[0]).toMatchObject({ name: 'support.reply', about: null });
    const { html } = await window.get('/account/mails');
    expect(html).not.toContain('Secret merger');
    expect(html).not.toContain(id);
  });

  it('NO-2 leads to the order of an invoice', async () => {
    const paid = anOrderPaid({ number: 'S-7701', organization: 'cus_mails' });
    const { organizationId } = await new Store(portal).sell(paid);
    const owner = await signedInMember(portal, {
      organizationId: organizationId as SignedInMember['organizationId'],
    });
    await new Store(portal).sell(anOrderPaid({ number: 'S-7702', organization: 'cus_mails' }));
    await portal.settle();
    const [invoice] = await mailsOf(owner);
    expect(invoice).toMatchObject({ title: 'Invoice', about: { kind: 'order', text: 'S-7702' } });
    const { html } = await (await browserOf(portal, owner)).get('/account/mails');
    expect(html).toContain(`href="/orders/${invoice.about.id}"`);
  });

  it('NO-2 is for people, not for API tokens; staff see theirs', async () => {
    const member = await signedInMember(portal);
    await freshProof(portal, member.userId, 'create-api-token');
    const token = { name: 'Backup', scopes: ['licenses.read'] };
    const made = await member.api.post('/api/v1/me/api-tokens', token);
    expect((await portal.api(made.body.token).get(at)).status).toBe(403);
    await aMail({ userId: agent.userId, address: agent.email, name: 'support.ticket-overdue' });
    expect((await mailsOf(agent))[0]).toMatchObject({ title: 'A request is overdue', about: null });
    const desk = await browserOf(portal, agent);
    expect((await desk.get('/account/mails')).html).toContain('A request is overdue');
  });

  it('NO-2 pages by keyset, without a gap, a repetition, or an end that never comes', async () => {
    const member = await signedInMember(portal);
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const userId = count % 2 ? null : member.userId;
      ids.unshift(await aMail({ userId, address: member.email }));
    }
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await member.api.get(`${at}?limit=2&cursor=${cursor}`);
      paged.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    }
    expect(paged).toEqual(ids);
    expect((await member.api.get(`${at}?cursor=x`)).status).toBe(422);
    expect((await member.api.get(`${at}?limit=101`)).status).toBe(422);
    const browser = await browserOf(portal, member);
    expect((await browser.get('/account/mails?limit=2')).html).toContain('/account/mails?cursor&#x3D;');
  });

  it('NO-2 ID-12 are in a copy of one’s data, and go with the account', async () => {
    const member = await signedInMember(portal);
    await aMail({ userId: member.userId, address: 'old@elsewhere.example' });
    await aMail({ userId: null, address: member.email });
    const subject = {
      userIds: [member.userId],
      email: member.email,
      username: null,
      organizationIds: [],
    };
    const of = async () =>
      (await portal.get(PersonalData).of(subject)).find(({ table }) => table === 'platform.mail_delivery');
    expect((await of())?.rows).toHaveLength(2);
    await freshProof(portal, member.userId, 'erase-data');
    expect((await member.api.post('/api/v1/me/erase', { name: 'Mira Solberg' })).status).toBe(204);
    // The last mail of all goes an hour after it left.
    expect((await of())?.rows.map(({ name }) => name)).toEqual(['identity.account-erased']);
  });

  it('NO-2 has words for every mail in every language, and some for mails of former versions', () => {
    const i18n = portal.get(I18n);
    for (const locale of i18n.locales) {
      const t = i18n.translator(locale);
      const other = t('mails.kind.other');
      const wordless = portal
        .get(EmailCatalogue)
        .all()
        .map(({ name }) => name)
        .filter((name) => mailTitle(name, t) === other);
      expect(wordless).toEqual([]);
      expect(mailTitle('identity.retired', t)).toBe(other);
    }
  });
});
