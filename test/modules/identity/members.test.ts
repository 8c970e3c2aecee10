import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Audience } from '../../../src/platform/ports/audience.js';
import { type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

const base = '/api/v1/organization/members';

describe('members', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  const colleague = (of: SignedInMember, role: Parameters<typeof signedInMember>[1] = {}) =>
    signedInMember(portal, { role: 'reader', ...role, organizationId: of.organizationId });
  const idOf = async (owner: SignedInMember, of: SignedInMember): Promise<string> => {
    const { body } = await owner.api.get(`${base}?limit=100`);
    return body.items.find((item: { userId: string }) => item.userId === of.userId)?.id;
  };
  const permissionsOf = async (person: SignedInMember): Promise<string[]> =>
    (await person.api.get('/api/v1/me')).body.permissions;

  it('ID-8 lists members with role, last seen and second factor, page by page', async () => {
    const owner = await signedInMember(portal, { name: 'Ada' });
    await colleague(owner, { name: 'Bea', role: 'buyer' });
    await colleague(owner, { name: 'cem' });
    const first = await owner.api.get(`${base}?limit=2`);
    expect(first.body.items.map(({ name }: { name: string }) => name)).toEqual(['Ada', 'Bea']);
    expect(first.body.items[0]).toMatchObject({
      role: 'owner',
      secondFactor: false,
      disabled: false,
      granted: [],
      withheld: [],
    });
    expect(first.body.items[0].lastSeenAt).not.toBeNull();
    const second = await owner.api.get(`${base}?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body).toMatchObject({ items: [{ name: 'cem' }], nextCursor: null });
  });

  it('S3.6 ID-8 keeps members of others out of reach, as if they did not exist', async () => {
    const [owner, other] = [await signedInMember(portal), await signedInMember(portal)];
    const foreign = await idOf(other, other);
    for (const call of [
      owner.api.get(`${base}/${foreign}`),
      owner.api.post(`${base}/${foreign}/role`, { role: 'reader' }),
      owner.api.put(`${base}/${foreign}/exceptions`, { granted: [], withheld: ['orders.read'] }),
      owner.api.post(`${base}/${foreign}/leave`, { successorId: null }),
    ]) {
      expect((await call).status).toBe(404);
    }
    expect((await other.api.get(`${base}/${foreign}`)).body.role).toBe('owner');
  });

  it.each(['license-admin', 'buyer', 'technical-contact', 'reader'] as const)(
    'S3.28 refuses a %s what only managers see and do',
    async (role) => {
      const owner = await signedInMember(portal);
      const member = await colleague(owner, { role });
      const id = await idOf(owner, member);
      expect((await member.api.get(base)).status).toBe(403);
      expect((await member.api.post(`${base}/${id}/role`, { role: 'owner' })).status).toBe(403);
      expect((await member.api.post(`${base}/${id}/leave`, { successorId: null })).status).toBe(403);
    },
  );

  it('B5 a new role counts at the next request', async () => {
    const owner = await signedInMember(portal);
    const member = await colleague(owner);
    const id = await idOf(owner, member);
    expect(await permissionsOf(member)).not.toContain('tickets.write');
    const changed = await owner.api.post(`${base}/${id}/role`, { role: 'license-admin' });
    expect(changed.body).toMatchObject({ role: 'license-admin' });
    expect(await permissionsOf(member)).toContain('licenses.manage');
    const [entry] = await portal.sql<{ details: object; about_user_id: string }>(
      "select details, about_user_id from platform.audit_entry where action = 'identity.member-role-changed' and object_id = $1",
      [id],
    );
    expect(entry).toEqual({
      details: { before: 'reader', after: 'license-admin' },
      about_user_id: member.userId,
    });
  });

  it('ID-8 grants and withholds single permissions, in the API, in lists of recipients and at once', async () => {
    const owner = await signedInMember(portal);
    const member = await colleague(owner, { role: 'buyer' });
    const id = await idOf(owner, member);
    const set = (granted: string[], withheld: string[]) =>
      owner.api.put(`${base}/${id}/exceptions`, { granted, withheld });
    const { body } = await set(['downloads.read', 'orders.read'], ['tickets.write']);
    expect(body).toMatchObject({ granted: ['downloads.read'], withheld: ['tickets.write'] });
    const permissions = await permissionsOf(member);
    expect(permissions).toContain('downloads.read');
    expect(permissions).not.toContain('tickets.write');
    const audience = portal.get(Audience);
    const reached = async (permission: 'downloads.read' | 'tickets.write') =>
      (await audience.members(owner.organizationId, permission)).map(({ userId }) => userId);
    expect(await reached('downloads.read')).toContain(member.userId);
    expect(await reached('tickets.write')).not.toContain(member.userId);
    expect((await set(['everything'], [])).status).toBe(422);
  });

  it('ID-8 lets somebody who manages by exception give no more than they have', async () => {
    const owner = await signedInMember(portal);
    const manager = await colleague(owner, { role: 'license-admin' });
    const member = await colleague(owner);
    const [ownerId, managerId, id] = [
      await idOf(owner, owner),
      await idOf(owner, manager),
      await idOf(owner, member),
    ];
    await owner.api.put(`${base}/${managerId}/exceptions`, {
      granted: ['organization.manage'],
      withheld: [],
    });
    const refused = [
      await manager.api.post(`${base}/${managerId}/role`, { role: 'owner' }),
      await manager.api.post(`${base}/${id}/role`, { role: 'owner' }),
      await manager.api.post(`${base}/${ownerId}/role`, { role: 'reader' }),
      await manager.api.post(`${base}/${ownerId}/leave`, { successorId: null }),
      await manager.api.put(`${base}/${managerId}/exceptions`, {
        granted: ['organization.manage', 'orders.read'],
        withheld: [],
      }),
    ];
    for (const { status, body } of refused) expect([status, body.code]).toEqual([403, 'more-than-yours']);
    expect((await manager.api.post(`${base}/${id}/role`, { role: 'technical-contact' })).status).toBe(200);
  });

  it('ID-8 never leaves an organization without an owner who manages', async () => {
    const owner = await signedInMember(portal);
    const id = await idOf(owner, owner);
    const tries = [
      await owner.api.post(`${base}/${id}/role`, { role: 'reader' }),
      await owner.api.post(`${base}/${id}/leave`, { successorId: null }),
      await owner.api.put(`${base}/${id}/exceptions`, { granted: [], withheld: ['organization.manage'] }),
    ];
    for (const { status, body } of tries) expect([status, body.code]).toEqual([409, 'last-owner']);
    const second = await colleague(owner, { role: 'owner' });
    await portal.sql('update identity.user set disabled_at = now() where id = $1', [second.userId]);
    expect((await owner.api.post(`${base}/${id}/role`, { role: 'reader' })).body.code).toBe('last-owner');
  });

  it('ID-8 leaves one owner when many owners demote and remove each other at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const first = await signedInMember(portal);
      const second = await colleague(first, { role: 'owner' });
      const [one, two] = [await idOf(first, first), await idOf(first, second)];
      const calls = Array.from({ length: 12 }, (_, index) => {
        const [by, of] = index % 2 ? [first, two] : [second, one];
        return index % 3
          ? by.api.post(`${base}/${of}/role`, { role: 'reader' })
          : by.api.post(`${base}/${of}/leave`, { successorId: null });
      });
      for (const { status } of await Promise.all(calls))
        expect([200, 204, 401, 403, 404, 409]).toContain(status);
      const owners = await portal.sql(
        "select 1 from identity.membership where organization_id = $1 and role = 'owner' and removed_at is null",
        [first.organizationId],
      );
      expect(owners).toHaveLength(1);
    }
  });

  it('B5 ID-8 lets a member go: sessions and sent invitations end at once, and the fact is told once', async () => {
    const owner = await signedInMember(portal);
    const leaving = await colleague(owner, { role: 'owner' });
    const id = await idOf(owner, leaving);
    const { body: sent } = await leaving.api.post('/api/v1/organization/invitations', {
      email: 'by-leaver@example.com',
      name: 'New Person',
      role: 'reader',
    });
    await portal.settle();
    await portal.sql(
      `insert into identity.api_token (id, user_id, organization_id, name, prefix, token_hash, scopes, networks,
        created_at, expires_at) values (gen_random_uuid(), $1, $2, 'CI', 'lk', $3, '{licenses.view}', '{}', now(),
        now() + '1 day')`,
      [leaving.userId, owner.organizationId, leaving.userId],
    );
    expect((await owner.api.post(`${base}/${id}/leave`, { successorId: id })).status).toBe(422);
    const successorId = await idOf(owner, owner);
    expect((await owner.api.post(`${base}/${id}/leave`, { successorId })).status).toBe(204);
    expect((await leaving.api.get('/api/v1/me')).status).toBe(401);
    expect((await leaving.visitor.get('/account')).url).toContain('/sign-in');
    expect((await owner.api.get(`${base}/${id}`)).status).toBe(404);
    const tokens = await portal.sql(
      'select 1 from identity.api_token where user_id = $1 and revoked_at is not null',
      [leaving.userId],
    );
    expect(tokens).toHaveLength(1);
    const invitation = await owner.api.get(`/api/v1/organization/invitations/${sent.id}`);
    expect(invitation.body.state).toBe('revoked');
    const told = await portal.sql<{ payload: object }>(
      "select payload from platform.outbox where name = 'identity.member-left' and payload ->> 'userId' = $1",
      [leaving.userId],
    );
    expect(told.map(({ payload }) => payload)).toEqual([
      { organizationId: owner.organizationId, userId: leaving.userId, successorId: owner.userId },
    ]);
    const entries = await portal.sql(
      "select 1 from platform.audit_entry where action = 'identity.member-left' and object_id = $1",
      [id],
    );
    expect(entries).toHaveLength(1);
  });
});
