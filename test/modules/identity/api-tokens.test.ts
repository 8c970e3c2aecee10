import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, hour, minute } from '../../../src/kernel/clock.js';
import { WarnOfExpiringApiTokens } from '../../../src/modules/identity/application/api-tokens/warn-of-expiring-api-tokens.js';
import { isApiTokenText } from '../../../src/modules/identity/domain/api-token-text.js';
import {
  freshProof,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

const everything = [
  'downloads.read',
  'licenses.manage',
  'licenses.read',
  'orders.read',
  'organization.manage',
  'tickets.read',
  'tickets.write',
];

describe('API tokens', () => {
  let portal: Portal;
  let owner: SignedInMember;
  beforeAll(async () => {
    portal = await startPortal();
    owner = await signedInMember(portal);
  });
  afterAll(() => portal.close());

  const made = async (person: SignedInPerson, about: object = {}) => {
    await freshProof(portal, person.userId, 'create-api-token');
    return person.api.post('/api/v1/me/api-tokens', {
      name: 'Nightly export',
      scopes: ['licenses.read'],
      ...about,
    });
  };
  const tokenOf = async (person: SignedInPerson, about: object = {}) => {
    const { status, body } = await made(person, about);
    expect(status).toBe(201);
    return { id: body.id as string, text: body.token as string, client: portal.api(body.token) };
  };
  const statuses = async (token: string) => (await portal.api(token).get('/api/v1/licenses')).status;

  it('ID-7 is made with a fresh proof, shown once, and kept as a hash', async () => {
    const person = await signedInMember(portal);
    const refused = await person.api.post('/api/v1/me/api-tokens', { name: 'x', scopes: ['licenses.read'] });
    expect([refused.status, refused.body.code]).toEqual([403, 'step-up-required']);
    const { body } = await made(person);
    expect(isApiTokenText(body.token)).toBe(true);
    expect(body.prefix).toBe(body.token.slice(0, 9));
    const ninetyDays = new Date(body.createdAt).getTime() + 90 * day;
    expect(new Date(body.expiresAt).getTime()).toBe(ninetyDays);
    const { body: list } = await person.api.get('/api/v1/me/api-tokens');
    const { token: _, ...entry } = body;
    expect(list).toEqual({ items: [entry] });
    const rows = await portal.sql(
      `select row_to_json(t)::text as row from identity.api_token t where id = $1`,
      [body.id],
    );
    expect(JSON.stringify(rows)).not.toContain(body.token.slice(9));
  });

  it('ID-7 reaches what its scopes and its person allow, and no more', async () => {
    const { client } = await tokenOf(owner);
    expect((await client.get('/api/v1/licenses')).status).toBe(200);
    expect((await client.get('/api/v1/orders')).status).toBe(403);
    expect((await client.get('/api/v1/me')).body).toMatchObject({ permissions: ['licenses.read'] });
    const all = await tokenOf(owner, { scopes: everything });
    expect((await all.client.get('/api/v1/me')).body.permissions).toEqual(everything);
    expect((await all.client.get('/api/v1/orders')).status).toBe(200);
  });

  it('ID-7 grants no permission that its person does not hold', async () => {
    const reader = await signedInMember(portal, { role: 'reader' });
    for (const scopes of [
      ['licenses.manage'],
      ['staff.settings'],
      ['nonsense'],
      ['licenses.read', 'tickets.write'],
    ]) {
      const { status, body } = await made(reader, { scopes });
      expect([scopes, status, body.code]).toEqual([scopes, 422, 'scopes-not-held']);
    }
    expect((await made(reader, { scopes: [] })).status).toBe(422);
  });

  it('ID-7 B5 loses what its person loses, within a second', async () => {
    const person = await signedInMember(portal);
    const { client } = await tokenOf(person, { scopes: ['licenses.read', 'orders.read'] });
    await portal.sql(`update identity.membership set role = 'technical-contact' where user_id = $1`, [
      person.userId,
    ]);
    expect((await client.get('/api/v1/orders')).status).toBe(403);
    expect((await client.get('/api/v1/licenses')).status).toBe(200);
    await portal.sql(`update identity.membership set withheld = '{licenses.read}' where user_id = $1`, [
      person.userId,
    ]);
    expect((await client.get('/api/v1/licenses')).status).toBe(403);
  });

  it('ID-7 A9 answers every token that does not work alike', async () => {
    const { text, client, id } = await tokenOf(owner);
    const foreign = await tokenOf(owner, { networks: ['10.0.0.0/8'] });
    const expired = await tokenOf(owner);
    await portal.sql('update identity.api_token set expires_at = now() where id = $1', [expired.id]);
    expect((await owner.api.delete(`/api/v1/me/api-tokens/${id}`)).status).toBe(204);
    const typo = `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`;
    const answers = [];
    for (const wrong of [
      text,
      foreign.text,
      expired.text,
      typo,
      'lk_',
      `lk_${'A'.repeat(40)}`,
      `lk_${'A'.repeat(5_000)}`,
      `${text} x`,
    ])
      answers.push(await portal.api(wrong).get('/api/v1/licenses'));
    answers.push(await client.get('/api/v1/me'));
    for (const { status, body, headers } of answers) {
      expect({ ...body, requestId: null, status }).toEqual({
        ...answers[0]?.body,
        requestId: null,
        status: 401,
      });
      expect(headers.get('www-authenticate')).toBe('Bearer realm="latchkey"');
    }
    expect(answers[0]?.body.code).toBe('unauthenticated');
  });

  it('ID-7 B7 works from its networks only, and records a use from elsewhere', async () => {
    const near = await tokenOf(owner, { networks: ['127.0.0.0/8', '::1'] });
    expect(await statuses(near.text)).toBe(200);
    const far = await tokenOf(owner, { networks: ['192.0.2.0/24'] });
    expect(await statuses(far.text)).toBe(401);
    const entries = await portal.sql(
      `select outcome, actor_kind, about_user_id, network from platform.audit_entry
        where action = 'identity.api-token-refused' and object_id = $1`,
      [far.id],
    );
    expect(entries).toEqual([
      { outcome: 'refused', actor_kind: 'anonymous', about_user_id: owner.userId, network: '127.0.0.1' },
    ]);
    for (const networks of [['10.0.0.0/40'], ['localhost'], ['10.1'], Array(21).fill('10.0.0.1')])
      expect([networks, (await made(owner, { networks })).status]).toEqual([networks, 422]);
  });

  it('ID-7 reaches no account settings and no important action', async () => {
    const { client, id } = await tokenOf(owner, { scopes: everything });
    await freshProof(portal, owner.userId, 'create-api-token');
    const answers = await Promise.all([
      client.get('/api/v1/me/api-tokens'),
      client.post('/api/v1/me/api-tokens', { name: 'Child', scopes: ['licenses.read'] }),
      client.post(`/api/v1/me/api-tokens/${id}/rotate`),
      client.delete(`/api/v1/me/api-tokens/${id}`),
      client.patch('/api/v1/me', { name: 'Mallory' }),
      client.post('/api/v1/me/password', {
        currentPassword: owner.password,
        newPassword: 'Copper-Harbour-93?',
      }),
    ]);
    for (const { status, body } of answers) expect([status, body.code]).toEqual([403, 'not-for-api-tokens']);
    const page = await portal.visitor().get('/licenses', { authorization: `Bearer ${client.accessToken}` });
    expect(page.url).toContain('/sign-in');
    const visitor = portal.visitor();
    visitor.cookies.set('latchkey-session', client.accessToken ?? '');
    expect((await visitor.get('/licenses')).url).toContain('/sign-in');
  });

  it('ID-7 has one successor, however many rotate at once', async () => {
    const person = await signedInMember(portal);
    const { id } = await tokenOf(person);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => person.api.post(`/api/v1/me/api-tokens/${id}/rotate`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });

  it('ID-7 stops at 50 tokens, also when they are made at once', async () => {
    const person = await signedInMember(portal);
    const { id } = await tokenOf(person);
    await portal.sql(
      `insert into identity.api_token (id, user_id, organization_id, name, prefix, token_hash, scopes, created_at, expires_at)
        select gen_random_uuid(), user_id, organization_id, name, prefix, 'x' || n, scopes, created_at, expires_at
        from identity.api_token, generate_series(1, 46) n where id = $1`,
      [id],
    );
    const answers = await Promise.all(Array.from({ length: 8 }, () => made(person)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array(3).fill(201),
      ...Array(5).fill(409),
    ]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('too-many-api-tokens');
    const rotate = (overlapHours: number) =>
      person.api.post(`/api/v1/me/api-tokens/${id}/rotate`, { overlapHours });
    expect((await rotate(1)).status).toBe(409);
    expect((await rotate(0)).status).toBe(201);
  });

  it('B2 knows no tokens of others', async () => {
    const { id, text } = await tokenOf(owner);
    const other = await signedInMember(portal, { organizationId: owner.organizationId });
    await freshProof(portal, other.userId, 'create-api-token');
    const nothing = '019a0000-0000-7000-8000-000000000000';
    for (const [foreign, missing] of [
      [
        await other.api.delete(`/api/v1/me/api-tokens/${id}`),
        await other.api.delete(`/api/v1/me/api-tokens/${nothing}`),
      ],
      [
        await other.api.post(`/api/v1/me/api-tokens/${id}/rotate`),
        await other.api.post(`/api/v1/me/api-tokens/${nothing}/rotate`),
      ],
    ] as const) {
      expect(foreign.status).toBe(404);
      expect({ ...foreign.body, requestId: null }).toEqual({ ...missing.body, requestId: null });
    }
    for (const path of ['', '/rotate'])
      expect((await other.visitor.get(`/account/api-tokens/${id}${path}`)).status).toBe(404);
    expect((await other.visitor.post(`/account/api-tokens/${id}/revoke`)).status).toBe(404);
    expect((await other.api.get('/api/v1/me/api-tokens')).body.items).toEqual([]);
    expect(await statuses(text)).toBe(200);
  });

  it('ID-7 notes its last use at most once a minute', async () => {
    const { client, id } = await tokenOf(owner);
    const lastUse = async () => {
      const { items } = (await owner.api.get('/api/v1/me/api-tokens')).body;
      return items.find((token: { id: string }) => token.id === id);
    };
    expect(await lastUse()).toMatchObject({ lastUsedAt: null, lastUsedNetwork: null });
    const eventually = async (condition: (at: string | null) => boolean) => {
      while (!condition((await lastUse()).lastUsedAt));
      return lastUse();
    };
    await client.get('/api/v1/me');
    const first = await eventually((at) => at !== null);
    expect(first.lastUsedNetwork).toBe('127.0.0.1');
    await Promise.all(Array.from({ length: 5 }, () => client.get('/api/v1/me')));
    expect((await lastUse()).lastUsedAt).toBe(first.lastUsedAt);
    portal.clock.advance(minute);
    await client.get('/api/v1/me');
    await eventually((at) => at !== first.lastUsedAt);
  });

  it('ID-7 rotates with an overlap, then the old one is over', async () => {
    const person = await signedInMember(portal);
    const old = await tokenOf(person, { networks: ['127.0.0.1'] });
    const rotate = (id: string, body: object = {}) =>
      person.api.post(`/api/v1/me/api-tokens/${id}/rotate`, body);
    const { status, body } = await rotate(old.id);
    expect([status, body.name, body.scopes, body.networks]).toEqual([
      201,
      'Nightly export',
      ['licenses.read'],
      ['127.0.0.1/32'],
    ]);
    expect([await statuses(old.text), await statuses(body.token)]).toEqual([200, 200]);
    const again = await rotate(old.id);
    expect([again.status, again.body.code]).toEqual([409, 'api-token-over']);
    const { items } = (await person.api.get('/api/v1/me/api-tokens')).body;
    expect(items.map(({ state }: { state: string }) => state)).toEqual(['active', 'replaced']);
    expect(new Date(items[1].expiresAt).getTime() - new Date(body.createdAt).getTime()).toBe(24 * hour);
    portal.clock.advance(24 * hour);
    expect([await statuses(old.text), await statuses(body.token)]).toEqual([401, 200]);
    const atOnce = await portal.api(
      (
        await portal
          .api()
          .post('/api/v1/sign-in/password', { login: person.email, password: person.password })
      ).body.accessToken,
    );
    await freshProof(portal, person.userId, 'create-api-token');
    const last = await atOnce.post(`/api/v1/me/api-tokens/${body.id}/rotate`, {
      overlapHours: 0,
      expiresInDays: 1,
    });
    expect([await statuses(body.token), await statuses(last.body.token)]).toEqual([401, 200]);
    for (const wrong of [
      { overlapHours: 169 },
      { overlapHours: -1 },
      { expiresInDays: 366 },
      { expiresInDays: 0 },
    ])
      expect([
        wrong,
        (await atOnce.post(`/api/v1/me/api-tokens/${last.body.id}/rotate`, wrong)).status,
      ]).toEqual([wrong, 422]);
  });

  it('ID-7 tells its person by mail when it is made, and once each a week and a day before its end', async () => {
    const person = await signedInMember(portal, { locale: 'de' });
    const mails = () => portal.mails().filter(({ to }) => to.includes(person.email));
    const { id } = await tokenOf(person, { name: 'Export <b>', expiresInDays: 30 });
    await tokenOf(person, { name: 'Short', expiresInDays: 1 });
    await portal.settle();
    expect(mails()).toHaveLength(2);
    expect(mails()[0]?.subject).toContain('Ein neues API-Token');
    expect(
      mails()
        .map(({ text }) => text)
        .join(),
    ).toContain('Export <b>');
    const warn = async () => {
      await Promise.all([1, 2, 3].map(() => portal.get(WarnOfExpiringApiTokens).execute()));
      await portal.settle();
      return mails().length;
    };
    expect(await warn()).toBe(2);
    portal.clock.advance(23 * day);
    expect([await warn(), await warn()]).toEqual([3, 3]);
    expect(mails()[0]?.subject).toContain('läuft bald ab');
    portal.clock.advance(6 * day);
    expect([await warn(), await warn()]).toEqual([4, 4]);
    await portal.sql('update identity.api_token set warned_days = null where id = $1', [id]);
    portal.clock.advance(day);
    expect(await warn()).toBe(4);
  });

  it('B7 leaves one audit entry for each thing done, and no secret in it', async () => {
    const person = await signedInMember(portal);
    const first = await tokenOf(person);
    const second = (await person.api.post(`/api/v1/me/api-tokens/${first.id}/rotate`)).body;
    await person.api.delete(`/api/v1/me/api-tokens/${second.id}`);
    const entries = await portal.sql<{ action: string; object_id: string; actor_id: string }>(
      `select action, object_id, actor_id, details::text from platform.audit_entry
        where about_user_id = $1 and action like 'identity.api-token-%' order by id`,
      [person.userId],
    );
    expect(entries.map(({ action, object_id }) => [action, object_id])).toEqual([
      ['identity.api-token-created', first.id],
      ['identity.api-token-rotated', second.id],
      ['identity.api-token-revoked', second.id],
    ]);
    expect(new Set(entries.map(({ actor_id }) => actor_id))).toEqual(new Set([person.userId]));
    expect(JSON.stringify(entries)).not.toContain('lk_');
  });

  it('ID-7 works for staff with the permissions of their role', async () => {
    const agent = await signedInStaff(portal, 'agent');
    const { client } = await tokenOf(agent, { scopes: ['staff.tickets'] });
    expect((await client.get('/api/v1/me')).body).toMatchObject({
      staff: true,
      permissions: ['staff.tickets'],
    });
    expect((await made(agent, { scopes: ['staff.settings'] })).body.code).toBe('scopes-not-held');
    await portal.sql('update identity.user set disabled_at = now() where id = $1', [agent.userId]);
    expect((await client.get('/api/v1/me')).status).toBe(401);
  });

  it('ID-7 is made, seen, rotated and revoked on the pages', async () => {
    const person = await signedInMember(portal);
    const { visitor } = person;
    expect((await visitor.get('/account')).html).toContain('/account/api-tokens');
    expect((await visitor.get('/account/api-tokens')).html).toContain('No tokens yet');
    expect((await visitor.get('/account/api-tokens/new')).url).toContain('/step-up?action=create-api-token');
    await freshProof(portal, person.userId, 'create-api-token');
    await visitor.get('/account/api-tokens/new');
    const form = {
      tokenName: 'Backup',
      scopes: 'licenses.read',
      networks: '127.0.0.1\n10.0.0.0/8',
      expiresInDays: '30',
    };
    const refused = await visitor.post('/account/api-tokens', { ...form, networks: 'everywhere' });
    expect([refused.status, refused.html]).toEqual([
      422,
      expect.stringContaining('Use addresses or networks'),
    ]);
    expect(refused.html).toMatch(/value="licenses.read" checked/);
    expect(refused.html).toMatch(/value="30" selected/);
    const shown = await visitor.post('/account/api-tokens', form);
    const text = /lk_[0-9A-Za-z]{40}/.exec(shown.html)?.[0] ?? '';
    expect([isApiTokenText(text), shown.headers.get('cache-control')]).toEqual([true, 'no-store']);
    expect(await statuses(text)).toBe(200);
    const list = await visitor.get('/account/api-tokens');
    expect(list.html).not.toContain(text);
    const href = /\/account\/api-tokens\/[0-9a-f-]{36}/.exec(list.html)?.[0] ?? '';
    expect((await visitor.get(href)).html.includes('10.0.0.0/8')).toBe(true);
    await visitor.get(`${href}/rotate`);
    const rotated = await visitor.post(`${href}/rotate`, { overlapHours: '24', expiresInDays: '90' });
    const next = /lk_[0-9A-Za-z]{40}/.exec(rotated.html)?.[0] ?? '';
    expect([await statuses(text), await statuses(next)]).toEqual([200, 200]);
    await visitor.get(href);
    expect((await visitor.post(`${href}/revoke`)).html).toContain('The token is revoked.');
    expect([await statuses(text), await statuses(next)]).toEqual([401, 200]);
  });
});
