import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { goodPassword, type SignedInPerson, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

let portal: Portal;
let administrator: SignedInPerson;

beforeAll(async () => {
  portal = await startPortal();
  administrator = await signedInStaff(portal, 'administrator');
});
afterAll(() => portal.close());

const accounts = '/api/v1/staff/accounts';
const invite = (email: string, role = 'agent') =>
  administrator.api.post(accounts, { name: 'Ines Falk', email, role });
const tokenFor = (email: string) => /token=([\w-]+)/.exec(portal.mailTo(email)?.text ?? '')?.[1] ?? '';
const setPassword = (token: string) =>
  portal.api().post('/api/v1/password-resets/confirm', { token, password: goodPassword });
const signIn = (login: string) =>
  portal.api().post('/api/v1/sign-in/password', { login, password: goodPassword });
const entries = (action: string, about: string) =>
  portal.sql('select 1 from platform.audit_entry where action = $1 and about_user_id = $2', [action, about]);

describe('staff accounts', () => {
  it('invites a colleague, whose link sets a password once and within 24 hours', async () => {
    const email = 'ines@example.com';
    const { status, body } = await invite(email);
    expect([status, body.role]).toEqual([201, 'agent']);
    await portal.settle();
    expect((await administrator.api.get(`${accounts}/${body.id}`)).body.state).toBe('invited');
    const token = tokenFor(email);
    expect((await setPassword(token)).status).toBe(204);
    expect((await setPassword(token)).status).toBe(410);
    expect((await signIn(email)).status).toBe(200);
    expect((await administrator.api.get(`${accounts}/${body.id}`)).body).toMatchObject({
      state: 'active',
      hasSecondFactor: false,
    });
    expect((await invite(email)).body.code).toBe('email-taken');
    expect(await entries('identity.staff-invited', body.id)).toHaveLength(1);
  });

  it('sends an invitation again, voids the older link, and revokes it', async () => {
    const email = 'late@example.com';
    const { body } = await invite(email);
    await portal.settle();
    const first = tokenFor(email);
    expect((await administrator.api.post(`${accounts}/${body.id}/invitation/resend`)).status).toBe(202);
    await portal.settle();
    const second = tokenFor(email);
    expect(second).not.toBe(first);
    expect((await setPassword(first)).status).toBe(410);
    const revoked = await administrator.api.post(`${accounts}/${body.id}/invitation/revoke`);
    expect(revoked.body.state).toBe('revoked');
    expect((await setPassword(second)).status).toBe(410);
    expect((await invite(email, 'manager')).body).toMatchObject({ id: body.id, role: 'manager' });
    await portal.settle();
    expect((await setPassword(tokenFor(email))).status).toBe(204);
    expect((await administrator.api.post(`${accounts}/${body.id}/invitation/revoke`)).status).toBe(404);
  });

  it('B5 changes a role and takes permissions away from the next request on, and B7 records it once', async () => {
    const colleague = await signedInStaff(portal, 'administrator');
    const change = (body: object) => administrator.api.put(`${accounts}/${colleague.userId}/role`, body);
    expect((await colleague.api.get(accounts)).status).toBe(200);
    const restricted = await change({ role: 'agent', withheld: ['staff.orders'] });
    expect(restricted.body).toMatchObject({ role: 'agent', withheld: ['staff.orders'] });
    expect((await colleague.api.get(accounts)).status).toBe(403);
    expect((await colleague.api.get('/api/v1/staff/people')).status).toBe(200);
    expect((await colleague.visitor.get('/admin/orders')).status).toBe(403);
    expect(await entries('identity.staff-role-changed', colleague.userId)).toHaveLength(1);
    for (const body of [
      { role: 'owner' },
      { role: 'agent', withheld: ['root'] },
      { role: 'agent', staff: true },
    ])
      expect([body, (await change(body)).status]).toEqual([body, 422]);
  });

  it('S3.26 is for administrators only, on both faces', async () => {
    const member = await signedInMember(portal);
    for (const person of [member, await signedInStaff(portal), await signedInStaff(portal, 'manager')]) {
      expect((await person.api.get(accounts)).status).toBe(403);
      expect((await person.api.post(accounts, {})).status).toBe(403);
      const denied = await person.visitor.get('/admin/staff');
      expect([denied.status, denied.html.includes('Access denied')]).toEqual([403, true]);
      // Who can help: colleagues of customers, but administrators for staff.
      const helper = person === member ? 'ask an owner of your organization' : 'Ask an administrator';
      expect(denied.html).toContain(helper);
    }
    const role = { role: 'administrator' };
    expect((await administrator.api.put(`${accounts}/${member.userId}/role`, role)).status).toBe(404);
    expect((await administrator.api.put(`${accounts}/${newId()}/role`, role)).status).toBe(404);
    expect((await invite(member.email)).body.code).toBe('email-taken');
  });

  it('shows the accounts, invites and restricts on pages', async () => {
    const { visitor } = administrator;
    await visitor.get('/admin/staff/new');
    const refused = await visitor.post('/admin/staff', { name: 'Olaf', email: 'nonsense', role: 'agent' });
    expect([refused.status, refused.html.includes('value="nonsense"')]).toEqual([422, true]);
    const done = await visitor.post('/admin/staff', {
      name: 'Olaf Brandt',
      email: 'olaf@example.com',
      role: 'agent',
    });
    for (const text of ['Olaf Brandt', 'The invitation is on its way.', 'Missing'])
      expect(done.html).toContain(text);
    const href = /href="(\/admin\/staff\/[0-9a-f-]{36})"[^>]*>Olaf Brandt/.exec(done.html)?.[1] ?? '';
    const saved = await visitor.post(`${href}/role`, { role: 'manager', withheld: 'staff.orders' });
    expect(saved.html).toContain('The role is changed.');
    expect(saved.html).toMatch(/value="staff\.orders" checked/);
    expect((await visitor.post(`${href}/invitation/resend`)).html).toContain('on its way');
    expect((await visitor.post(`${href}/invitation/revoke`)).html).toContain('revoked');
  });

  it('keeps the last administrator, also when two demote each other at once', async () => {
    const other = await signedInStaff(portal, 'administrator');
    await portal.sql(
      "update identity.user set disabled_at = now() where staff_role = 'administrator' and id <> all($1::uuid[])",
      [[administrator.userId, other.userId]],
    );
    const demote = (by: SignedInPerson, id: string) =>
      by.api.put(`${accounts}/${id}/role`, { role: 'agent' });
    const own = await demote(administrator, administrator.userId);
    expect([own.status, own.body.code]).toEqual([409, 'own-account']);
    await Promise.all([demote(administrator, other.userId), demote(other, administrator.userId)]);
    const left = await portal.sql(
      "select 1 from identity.user where staff_role = 'administrator' and disabled_at is null",
    );
    expect(left).toHaveLength(1);
  });
});
