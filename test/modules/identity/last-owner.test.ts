import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  freshProof,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

const members = '/api/v1/organization/members';

describe('the last owner of an organization', () => {
  let portal: Portal;
  let agent: SignedInPerson;
  beforeAll(async () => {
    portal = await startPortal();
    agent = await signedInStaff(portal);
  }, 120_000);
  afterAll(() => portal.close());

  const colleague = (of: SignedInMember, role: 'owner' | 'reader') =>
    signedInMember(portal, { role, organizationId: of.organizationId });
  const disable = ({ userId }: SignedInMember) =>
    agent.api.post(`/api/v1/staff/people/${userId}/disable`, { reason: 'Left the company.' });
  const erase = (of: SignedInMember) => of.api.post('/api/v1/me/erase', { name: 'Mira Solberg' });
  /** Owners who manage and can sign in. */
  const ownersOf = ({ organizationId }: SignedInMember) =>
    portal.sql(
      `select u.id from identity.membership m join identity.user u on u.id = m.user_id
        where m.organization_id = $1 and m.role = 'owner' and m.removed_at is null and u.disabled_at is null
          and not 'organization.manage' = any(m.withheld)`,
      [organizationId],
    );

  it('ID-8 is not disabled while colleagues remain, on both faces; with another owner it is', async () => {
    const owner = await signedInMember(portal);
    await colleague(owner, 'reader');
    const refused = await disable(owner);
    expect([refused.status, refused.body.code]).toEqual([409, 'last-owner']);
    const page = `/admin/people/${owner.userId}`;
    await agent.visitor.get(page);
    const shown = await agent.visitor.post(`${page}/disable`, { reason: 'Left the company.' });
    expect([shown.status, shown.html.includes('needs an owner')]).toEqual([422, true]);
    expect((await owner.api.get('/api/v1/me')).status).toBe(200);
    const second = await colleague(owner, 'owner');
    expect((await disable(owner)).status).toBe(200);
    expect((await disable(owner)).body.code).toBe('already-disabled');
    expect((await disable(second)).body.code).toBe('last-owner');
  });

  it('ID-8 is disabled like anybody when nobody else belongs to the organization', async () => {
    expect((await disable(await signedInMember(portal))).status).toBe(200);
  });

  it('ID-8 counts no owner who is disabled or may not manage, when an account is erased', async () => {
    const owner = await signedInMember(portal);
    const [shut, bound] = [await colleague(owner, 'owner'), await colleague(owner, 'owner')];
    expect((await disable(shut)).status).toBe(200);
    await portal.sql(
      "update identity.membership set withheld = array['organization.manage'] where user_id = $1",
      [bound.userId],
    );
    await freshProof(portal, owner.userId, 'erase-data');
    const refused = await erase(owner);
    expect([refused.status, refused.body.code]).toEqual([409, 'last-owner']);
    expect(await ownersOf(owner)).toEqual([{ id: owner.userId }]);
  });

  it('ID-8 remains when owners are disabled, erased, demoted and removed at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const first = await signedInMember(portal);
      const [second, third] = [await colleague(first, 'owner'), await colleague(first, 'owner')];
      await freshProof(portal, second.userId, 'erase-data');
      const { body } = await first.api.get(`${members}?limit=100`);
      const idOf = ({ userId }: SignedInMember) =>
        body.items.find((item: { userId: string }) => item.userId === userId).id;
      const calls = [
        disable(first),
        erase(second),
        disable(third),
        first.api.post(`${members}/${idOf(third)}/role`, { role: 'reader' }),
        third.api.post(`${members}/${idOf(first)}/leave`, { successorId: null }),
        third.api.post(`${members}/${idOf(third)}/role`, { role: 'buyer' }),
        disable(second),
      ];
      for (const { status } of await Promise.all(calls))
        expect([200, 204, 401, 403, 404, 409]).toContain(status);
      const left = await portal.sql(
        'select 1 from identity.membership where organization_id = $1 and removed_at is null',
        [first.organizationId],
      );
      if (left.length > 1) expect((await ownersOf(first)).length).toBeGreaterThan(0);
    }
  });
});
