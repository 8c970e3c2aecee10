import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InviteMember } from '../../../src/modules/identity/application/organizations/invite-member.js';
import { goodPassword, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';
import { anOrderPaid, Store } from '../orders/store.js';

const linkIn = (text: string | undefined): string =>
  /\/invitation\?token=([\w-]+)/.exec(text ?? '')?.[1] ?? '';

describe('invitations', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
    await defineLumen(portal);
  });
  afterAll(() => portal.close());

  const sell = async (email: string) => {
    const sold = await new Store(portal).sell(anOrderPaid({ email }));
    await portal.settle();
    return { ...sold, token: linkIn(portal.mailTo(email)?.text) };
  };
  const accept = (token: string, password = goodPassword) =>
    portal.api().post('/api/v1/invitations/accept', { token, password });

  it("C7 S3.14 mails the buyer of a paid order the portal's address and a link with its expiry, in their language", async () => {
    const { token } = await sell('neu@example.com');
    const mail = portal.mailTo('neu@example.com');
    expect(mail?.subject).toContain('Müller & Söhne GmbH');
    expect(mail?.text).toContain('Willkommen');
    expect(mail?.text).toContain(`${portal.baseUrl}/invitation?token=${token}`);
    expect(mail?.text).toContain('Der Link gilt einmal, bis');
    expect(mail?.text).toContain(portal.baseUrl);
  });

  it('A11 keeps the token out of outbox, queues and the delivery log', async () => {
    const { token } = await sell('leak@example.com');
    expect(token).not.toBe('');
    const tables = await portal.sql<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const rows = await portal.sql(`select 1 from ${name} t where t::text like $1 limit 1`, [`%${token}%`]);
      expect([name, rows]).toEqual([name, []]);
    }
  });

  it('S3.16 accepts: the person is an owner with a proved address, on the organization of the order', async () => {
    const { token, organizationId } = await sell('owner@example.com');
    const answer = await accept(token);
    expect(answer.status).toBe(200);
    const me = await portal.api(answer.body.accessToken).get('/api/v1/me');
    expect(me.body).toMatchObject({
      email: 'owner@example.com',
      emailVerified: true,
      role: 'owner',
      organization: { id: organizationId, name: 'Müller & Söhne GmbH' },
    });
  });

  it('C9 A6 opens the page any number of times, and takes one of many racing posts', async () => {
    const { token } = await sell('race@example.com');
    for (let times = 0; times < 3; times += 1) {
      const page = await portal.visitor().get(`/invitation?token=${token}`);
      expect(page.html).toContain('Müller &amp; Söhne GmbH');
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    }
    const answers = await Promise.all(Array.from({ length: 8 }, () => accept(token)));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    for (const { status } of answers) expect([200, 401, 410]).toContain(status);
    expect(await portal.sql("select 1 from identity.user where email = 'race@example.com'")).toHaveLength(1);
  });

  it('refuses a weak password with every broken rule and keeps the link', async () => {
    const { token } = await sell('weak@example.com');
    const refused = await accept(token, 'weak');
    expect(refused.status).toBe(422);
    expect(refused.body.rules).toEqual(['length', 'uppercase', 'digit', 'special', 'personal']);
    expect((await accept(token)).status).toBe(200);
  });

  it('signs in through the page and lands on the dashboard', async () => {
    const { token } = await sell('page@example.com');
    const visitor = portal.visitor();
    const form = await visitor.get(`/invitation?token=${token}`);
    expect(form.html).toContain('data-rule="length"');
    const fields = { token, password: goodPassword, repetition: goodPassword };
    const answer = await visitor.post('/invitation', fields);
    expect(answer.url).toBe('/');
    expect((await portal.visitor().get(`/invitation?token=${token}`)).status).toBe(410);
  });

  it('ID-8 a second sending voids the link before', async () => {
    const { token, organizationId } = await sell('twice@example.com');
    await portal.get(InviteMember).execute({
      organizationId: organizationId as never,
      email: 'twice@example.com',
      name: 'Jürgen Groß',
      locale: 'de',
      role: 'owner',
      invitedBy: null,
    });
    await portal.settle();
    expect((await accept(token)).status).toBe(410);
    expect((await accept(linkIn(portal.mailTo('twice@example.com')?.text))).status).toBe(200);
  });

  it('expires after seven days', async () => {
    const { token } = await sell('late@example.com');
    portal.clock.advance(7 * 24 * 3_600_000);
    expect((await accept(token)).status).toBe(410);
  });

  it('lets somebody with an account join with its own password only', async () => {
    const member = await signedInMember(portal);
    const { token, organizationId } = await sell(member.email);
    expect((await accept(token, 'Another-Lantern-58!')).status).toBe(401);
    const joined = await accept(token);
    const me = await portal.api(joined.body.accessToken).get('/api/v1/me');
    expect(me.body).toMatchObject({ id: member.userId, organization: { id: organizationId } });
  });

  it('invites a buyer once, however often the order is told', async () => {
    const message = anOrderPaid({ email: 'once@example.com' });
    const store = new Store(portal);
    await Promise.all([
      store.send(message, { id: 'm1' }),
      store.send(message, { id: 'm1' }),
      store.send(message, { id: 'm2' }),
    ]);
    await portal.settle();
    expect(
      portal.mails().filter(({ text }) => linkIn(text) !== '' && text.includes('Willkommen')).length,
    ).toBeGreaterThan(0);
    const mails = portal
      .mails()
      .filter(({ to, text }) => to.includes('once@example.com') && linkIn(text) !== '');
    expect(mails).toHaveLength(1);
  });
});
