import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SignedInMember, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.close());

const told = { phone: '+49 (30) 123-45', company: 'Ünderwood & Søn', postalAddress: 'Kai 3\n20457 Hamburg' };
const me = async ({ api }: SignedInMember) => (await api.get('/api/v1/me')).body;

/** The fields of each entry of the audit log about a change of the profile, the oldest first. */
async function fieldsAudited(userId: string): Promise<unknown[]> {
  const entries = await portal.sql<{ details: { fields: unknown } }>(
    `select details from platform.audit_entry
     where about_user_id = $1 and action = 'identity.profile-changed' order by at, id`,
    [userId],
  );
  return entries.map(({ details }) => details.fields);
}

describe('S2.29 the profile', () => {
  it('S2.29 takes phone, company and address over the API, keeps what is left out, and null clears', async () => {
    const member = await signedInMember(portal);
    expect(await me(member)).toMatchObject({ phone: null, company: null, postalAddress: null });
    const patch = async (body: object) => (await member.api.patch('/api/v1/me', body)).status;
    expect(await patch({ ...told, locale: 'de', timeZone: 'Europe/Oslo' })).toBe(204);
    expect(await patch({ company: null })).toBe(204);
    expect(await patch({ phone: told.phone })).toBe(204);
    expect(await me(member)).toMatchObject({ ...told, company: null, locale: 'de', timeZone: 'Europe/Oslo' });
    expect(await fieldsAudited(member.userId)).toEqual([
      ['company', 'locale', 'phone', 'postalAddress', 'timeZone'],
      ['company'],
    ]);
    const log = await portal.sql('select details from platform.audit_entry');
    for (const secret of Object.values(told))
      expect(JSON.stringify(log)).not.toContain(secret.split('\n')[0]);
  });

  it('S2.29 is edited on the page, where an empty field clears', async () => {
    const member = await signedInMember(portal);
    const form = { name: 'Mira S.', locale: 'en', timeZone: 'UTC', ...told };
    await member.visitor.get('/account');
    const saved = await member.visitor.post('/account/profile', form);
    expect([saved.url, saved.html.includes('Your profile is saved.')]).toEqual(['/account', true]);
    expect(saved.html).toContain('Ünderwood &amp; Søn');
    expect(saved.html).toContain('Kai 3\n20457 Hamburg</textarea>');
    await member.visitor.post('/account/profile', { ...form, phone: ' ', postalAddress: 'Kai 3\r\nHamburg' });
    expect(await me(member)).toMatchObject({ name: 'Mira S.', phone: null, postalAddress: 'Kai 3\nHamburg' });
    const refused = await member.visitor.post('/account/profile', { ...form, phone: 'call me' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Use digits, spaces and + ( ) / . - only.');
    expect(refused.html).toContain('value="call me"');
  });

  it.each([
    ['phone', 'call me'],
    ['phone', '+()'],
    ['phone', '1'.repeat(41)],
    ['company', 'x'.repeat(161)],
    ['company', 'two\nlines'],
    ['company', ''],
    ['postalAddress', 'x'.repeat(501)],
    ['postalAddress', 'Kai\u0007 3'],
    ['postalAddress', 7],
  ])('S2.29 refuses a %s of %j and names the field', async (field, value) => {
    const member = await signedInMember(portal);
    const { status, body } = await member.api.patch('/api/v1/me', { [field]: value });
    expect([status, body.errors?.[0]?.field]).toEqual([422, field]);
    expect(await me(member)).toMatchObject({ [field]: null });
  });

  it('S2.29 keeps the language of the switch with the account, unless another site opens it', async () => {
    const member = await signedInMember(portal);
    await member.visitor.get('/language?to=de&back=/account');
    expect((await me(member)).locale).toBe('de');
    expect(await fieldsAudited(member.userId)).toEqual([['locale']]);
    await member.visitor.get('/language?to=de&back=/account');
    expect(await fieldsAudited(member.userId)).toHaveLength(1);
    await member.visitor.get('/language?to=en&back=/account', { 'sec-fetch-site': 'cross-site' });
    expect((await me(member)).locale).toBe('de');
  });
});

describe('S2.29 notifications', () => {
  const all = { replies: true, confirmations: true, invoices: true, reminders: true };
  const subjectsTo = async (member: SignedInMember): Promise<string[]> => {
    await portal.settle();
    const own = portal.mails().filter(({ to }) => to.includes(member.email));
    return own.map(({ subject }) => subject);
  };

  /** A request of the member, and an answer of support. */
  async function answered(member: SignedInMember, subject: string): Promise<void> {
    const request = { subject, body: 'It stops.', kind: 'support' };
    const { body: ticket } = await member.api.post('/api/v1/tickets', request);
    const agent = await signedInStaff(portal);
    const reply = { body: 'Install it again.', visibility: 'public' };
    const answer = await agent.api.post(`/api/v1/staff/tickets/${ticket.id}/messages`, reply);
    expect(answer.status).toBe(201);
  }

  it('S2.29 sends no reply to who muted replies, and everything essential all the same', async () => {
    const [muted, other] = [await signedInMember(portal), await signedInMember(portal)];
    expect((await muted.api.get('/api/v1/me/notifications')).body).toEqual(all);
    const choice = { ...all, replies: false };
    expect((await muted.api.put('/api/v1/me/notifications', choice)).status).toBe(204);
    expect((await muted.api.get('/api/v1/me/notifications')).body).toEqual(choice);
    for (const member of [muted, other]) await answered(member, 'Installer stops');
    const of = (subjects: readonly string[]) =>
      subjects.filter((subject) => subject.includes('Installer stops'));
    expect(of(await subjectsTo(other))).toHaveLength(2);
    expect(of(await subjectsTo(muted))).toHaveLength(1);
    await portal.api().post('/api/v1/password-resets', { login: muted.email });
    expect((await subjectsTo(muted)).some((subject) => subject.includes('password'))).toBe(true);
    const sent = await portal.sql('select 1 from platform.mail_delivery where user_id = $1 and name = $2', [
      muted.userId,
      'support.reply',
    ]);
    expect(sent).toEqual([]);
  });

  it('S2.29 are chosen on the page: what is not ticked is muted', async () => {
    const member = await signedInMember(portal);
    const page = await member.visitor.get('/account/notifications');
    expect(page.html.match(/type="checkbox"[^>]* checked/g)).toHaveLength(4);
    expect(page.html).toContain('are always sent');
    const saved = await member.visitor.post('/account/notifications', { replies: 'true', invoices: 'true' });
    expect(saved.html).toContain('Your choice is saved.');
    expect((await member.api.get('/api/v1/me/notifications')).body).toEqual({
      ...{ replies: true, confirmations: false },
      ...{ invoices: true, reminders: false },
    });
    await answered(member, 'Only the reply');
    expect((await subjectsTo(member)).filter((subject) => subject.includes('Only the reply'))).toHaveLength(
      1,
    );
  });

  it('S2.29 offers colleagues what they get, and nobody to mute what is essential', async () => {
    const staff = await signedInStaff(portal, 'administrator');
    const page = await staff.visitor.get('/account/notifications');
    expect(page.html.match(/type="checkbox"/g)).toHaveLength(1);
    const essential = await staff.api.put('/api/v1/me/notifications', { ...all, essential: false });
    expect(essential.status).toBe(422);
    expect((await staff.api.put('/api/v1/me/notifications', { replies: false })).status).toBe(422);
    expect((await portal.api().get('/api/v1/me/notifications')).status).toBe(401);
    const tried = await staff.visitor.post('/account/notifications', { essential: 'true' });
    expect(tried.status).toBe(422);
  });
});
