import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import {
  freshProof,
  goodPassword,
  keyHolder,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aLicense, aProduct, aRelease } from '../downloads/shop.js';
import { unclaimedLicense } from './licensed.js';

let portal: Portal;
let agent: SignedInPerson;
let administrator: SignedInPerson;

beforeAll(async () => {
  portal = await startPortal();
  agent = await signedInStaff(portal);
  administrator = await signedInStaff(portal, 'administrator');
});
afterAll(() => portal.close());

const find = async (who: SignedInPerson, query: string): Promise<string[]> => {
  const { body } = await who.api.get(`/api/v1/staff/people?query=${encodeURIComponent(query)}`);
  return body.items.map(({ id }: { id: string }) => id);
};
const disable = (who: SignedInPerson, id: string, reason = 'Left the company.') =>
  who.api.post(`/api/v1/staff/people/${id}/disable`, { reason });
const entries = (action: string, about: string) =>
  portal.sql('select actor_id from platform.audit_entry where action = $1 and about_user_id = $2', [
    action,
    about,
  ]);
const signIn = (login: string) =>
  portal.api().post('/api/v1/sign-in/password', { login, password: goodPassword });

describe('the people desk', () => {
  it('finds people by name, address, username, organization and serial number, page by page', async () => {
    const organizationName = 'Albatross Mapping';
    const mara = await signedInMember(portal, { organizationName, name: 'Mara Quill' });
    const { organizationId } = mara;
    const udo = await signedInMember(portal, { organizationId, organizationName, name: 'Udo Quill' });
    await freshProof(portal, mara.userId, 'change-username');
    await mara.api.put('/api/v1/me/username', { username: 'mara_q' });
    for (const query of ['mara quill', mara.email, 'MARA_Q'])
      expect(await find(agent, query)).toEqual([mara.userId]);
    expect(await find(agent, 'albatross')).toEqual([mara.userId, udo.userId]);
    expect(await find(agent, '%')).toEqual([]);
    const license = await unclaimedLicense(portal);
    await keyHolder(portal, license);
    expect(await find(agent, license.serialNumber)).toHaveLength(1);
    const first = await agent.api.get('/api/v1/staff/people?query=albatross&limit=1');
    const next = await agent.api.get(
      `/api/v1/staff/people?query=albatross&limit=1&cursor=${first.body.nextCursor}`,
    );
    expect(next.body).toMatchObject({ items: [{ id: udo.userId }], nextCursor: null });
    expect((await agent.api.get('/api/v1/staff/people?cursor=x')).status).toBe(422);
    const page = await agent.visitor.get('/admin/people?query=quill');
    expect(page.html).toContain('Mara Quill');
    expect((await agent.visitor.get('/admin/people?query=zzzz')).html).toContain('Nobody matches');
  });

  it('ID-11 shows how an account stands, and no secret of it', async () => {
    const member = await signedInMember(portal, { name: 'Sela Winter' });
    const { body } = await agent.api.get(`/api/v1/staff/people/${member.userId}`);
    expect(body).toMatchObject({
      email: member.email,
      state: 'active',
      hasPassword: true,
      passkeys: 0,
      recoveryCodesLeft: 0,
      places: [{ role: 'owner', proved: true }],
    });
    expect(body.sessions).toHaveLength(2);
    expect(JSON.stringify(body)).not.toMatch(/hash|secret|argon2|token/i);
    for (let attempt = 0; attempt < 5; attempt += 1) await member.api.get('/api/v1/staff/people');
    const { html } = await agent.visitor.get(`/admin/people/${member.userId}`);
    for (const text of ['Sela Winter', member.email, 'Fjord Instruments', 'Open sessions'])
      expect(html).toContain(text);
    expect(html).toContain('5 refusals in the last 15 minutes');
    expect(html).not.toContain('argon2');
    for (const id of [newId(), 'x'])
      expect((await agent.visitor.get(`/admin/people/${id}`)).status).toBe(404);
  });

  it('ID-5 tells what happened in the words of the person’s own timeline, and by its code where there are none', async () => {
    const member = await signedInMember(portal);
    await member.api.get('/api/v1/staff/people');
    await portal.sql(
      `insert into platform.audit_entry (id, at, action, outcome, actor_kind, about_user_id, origin_digest)
       values (gen_random_uuid(), $1, 'identity.unheard-of', 'done', 'system', $2, 'x')`,
      [portal.clock.now(), member.userId],
    );
    const address = `/api/v1/staff/people/${member.userId}`;
    const told = (await agent.api.get(address)).body.events.map(
      ({ description }: { description: string }) => description,
    );
    expect(told.slice(0, 3)).toEqual(
      expect.arrayContaining(['identity.unheard-of', 'Something was asked for that is not allowed']),
    );
    const { html } = await agent.visitor.get(`/admin/people/${member.userId}`);
    for (const words of ['identity.unheard-of', 'Something was asked for', 'Signed in'])
      expect(html).toContain(words);
    expect(html).not.toContain('access.refused');
    const own = (await member.api.get('/api/v1/me/security-events')).body.items;
    expect(own[0].description).toBe('A change of your account');
    expect(own.at(-1).description).toBe(told.at(-1));
  });

  it('shows a provisional key holder with the license', async () => {
    const license = await unclaimedLicense(portal);
    await keyHolder(portal, license);
    await portal.sql('update identity.key_holder set proved_at = null where license_id = $1', [
      license.licenseId,
    ]);
    const [id = ''] = await find(agent, license.serialNumber);
    const { body } = await agent.api.get(`/api/v1/staff/people/${id}`);
    expect(body).toMatchObject({
      state: 'provisional',
      places: [{ licenseId: license.licenseId, proved: false }],
    });
    expect((await agent.visitor.get(`/admin/people/${id}`)).html).toContain(license.serialNumber);
  });

  it('S3.26 refuses customers, and hides colleagues from who may not manage them', async () => {
    const member = await signedInMember(portal);
    expect((await member.api.get('/api/v1/staff/people')).status).toBe(403);
    expect((await disable(member, agent.userId)).status).toBe(403);
    const denied = await member.visitor.get('/admin/people');
    expect([denied.status, denied.html.includes('address received the invitation')]).toEqual([403, true]);
    expect(denied.html).toContain('Access denied');
    const colleague = await signedInStaff(portal, 'manager');
    expect(await find(agent, colleague.email)).toEqual([]);
    expect((await agent.api.get(`/api/v1/staff/people/${colleague.userId}`)).status).toBe(404);
    expect((await disable(agent, colleague.userId)).status).toBe(404);
    expect(await find(administrator, colleague.email)).toEqual([colleague.userId]);
  });

  it('S3.26 takes the desk from an agent whose permission is withheld, at once', async () => {
    const restricted = await signedInStaff(portal);
    await portal.sql("update identity.user set withheld = '{staff.people}' where id = $1", [
      restricted.userId,
    ]);
    expect((await restricted.api.get('/api/v1/staff/people')).status).toBe(403);
    const denied = await restricted.visitor.get('/admin/people');
    expect([denied.status, denied.html.includes('Access denied')]).toEqual([403, true]);
  });
});

describe('disabling an account', () => {
  it('B5 ends sessions, tokens, links and a running download at once, and B7 leaves one entry', async () => {
    const member = await signedInMember(portal);
    const productId = await aProduct(portal);
    await aLicense(portal, {
      productId,
      organizationId: member.organizationId,
      maintenanceEndsAt: '2030-01-01',
    });
    const { content } = await aRelease(portal, productId, { version: '1.0.0', publishedAt: '2026-01-01' });
    await portal.api().post('/api/v1/password-resets', { login: member.email });
    await portal.settle();
    const token = /token=([\w-]+)/.exec(portal.mailTo(member.email)?.text ?? '')?.[1] ?? '';
    const { body: tokens } = await signIn(member.email);
    expect((await member.api.get(content, { range: 'bytes=0-9' })).status).toBe(206);
    const answer = await disable(agent, member.userId, 'Stolen laptop.');
    expect(answer.body).toMatchObject({ state: 'disabled', disabledReason: 'Stolen laptop.' });
    expect((await member.api.get(content, { range: 'bytes=10-19' })).status).toBe(401);
    expect((await member.api.get('/api/v1/me')).status).toBe(401);
    expect((await member.visitor.get('/account')).url).toContain('/sign-in');
    const { refreshToken } = tokens;
    expect((await portal.api().post('/api/v1/sign-in/refresh', { refreshToken })).status).toBe(401);
    const reset = { token, password: 'Copper-Harbour-93?' };
    expect((await portal.api().post('/api/v1/password-resets/confirm', reset)).status).toBe(410);
    expect((await signIn(member.email)).body.code).toBe('access-denied');
    expect(await entries('identity.user-disabled', member.userId)).toEqual([{ actor_id: agent.userId }]);
  });

  it('enables it again on the page, with the reason at the form when there is none', async () => {
    const member = await signedInMember(portal);
    const address = `/admin/people/${member.userId}`;
    await agent.visitor.get(address);
    const refused = await agent.visitor.post(`${address}/disable`, { reason: ' ' });
    expect([refused.status, refused.html.includes('Enter the reason.')]).toEqual([422, true]);
    const german = await agent.visitor.post(
      `${address}/disable`,
      { reason: '' },
      { 'accept-language': 'de' },
    );
    expect(german.html).toContain('Geben Sie den Grund an.');
    const done = await agent.visitor.post(`${address}/disable`, { reason: 'Asked for it.' });
    expect(done.html).toContain('Asked for it.');
    const again = await agent.visitor.post(`${address}/disable`, { reason: 'Twice.' });
    expect([again.status, again.html.includes('disabled already')]).toEqual([422, true]);
    expect((await agent.visitor.post(`${address}/enable`)).html).toContain('enabled again');
    expect((await signIn(member.email)).status).toBe(200);
    expect((await agent.api.post(`/api/v1/staff/people/${member.userId}/enable`)).body.code).toBe(
      'not-disabled',
    );
    expect(await entries('identity.user-enabled', member.userId)).toHaveLength(1);
  });

  it('disables nobody twice in a race, and nobody disables themself', async () => {
    const member = await signedInMember(portal);
    const race = await Promise.all([1, 2, 3].map(() => disable(agent, member.userId)));
    expect(race.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await entries('identity.user-disabled', member.userId)).toHaveLength(1);
    expect((await disable(administrator, administrator.userId)).body.code).toBe('own-account');
    expect((await disable(agent, newId())).status).toBe(404);
  });

  it('keeps the last administrator, also when two disable each other at once', async () => {
    const other = await signedInStaff(portal, 'administrator');
    const answers = await Promise.all([
      disable(administrator, other.userId),
      disable(other, administrator.userId),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = await portal.sql(
      "select id from identity.user where staff_role = 'administrator' and disabled_at is null",
    );
    expect(left).toHaveLength(1);
    await portal.sql('update identity.user set disabled_at = null where id = any($1::uuid[])', [
      [administrator.userId, other.userId],
    ]);
    await portal.sql('update identity.session set ended_at = null where user_id = $1', [
      administrator.userId,
    ]);
    await portal.sql('update identity.user set disabled_at = now() where id = $1', [other.userId]);
    expect((await administrator.api.get('/api/v1/me')).status).toBe(200);
  });
});
