import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { system } from '../../../src/kernel/actor.js';
import { PublishBuiltInArticles } from '../../../src/modules/knowledge/application/publish-built-in-articles.js';
import { type SignedInMember, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

describe('the pages of an organization', () => {
  let portal: Portal;
  let owner: SignedInMember;
  beforeAll(async () => {
    portal = await startPortal();
    owner = await signedInMember(portal, { name: 'Ada Berg' });
  }, 120_000);
  afterAll(() => portal.close());

  const colleague = (role: 'reader' | 'buyer' | 'owner' = 'reader', name = 'Cem Kaya') =>
    signedInMember(portal, { role, name, organizationId: owner.organizationId });
  const pageOf = async (of: SignedInMember): Promise<string> => {
    const { body } = await owner.api.get('/api/v1/organization/members?limit=100');
    const found = body.items.find((item: { userId: string }) => item.userId === of.userId);
    return `/organization/members/${found?.id}`;
  };

  it('ID-8 shows members to who manages them', async () => {
    await colleague('buyer', 'Bea Lund');
    const { html } = await owner.visitor.get('/organization');
    for (const words of ['Ada Berg', 'Bea Lund', 'Second factor', '/organization/invitations/new'])
      expect(html).toContain(words);
    expect(html).toMatch(/href="\/organization"[^>]*aria-current="page"/);
  });

  it('S3.28 shows a reader the own role and the owners, and nothing of the others', async () => {
    const reader = await colleague('reader', 'Rea Holm');
    const { html } = await reader.visitor.get('/organization');
    expect(html).toContain('Your role: Reader');
    expect(html).toContain('Ada Berg');
    expect(html).not.toContain('Bea Lund');
    expect(html).not.toContain(owner.email);
    expect((await reader.api.get('/api/v1/organization')).body).toMatchObject({ role: 'reader' });
    for (const path of ['/organization/invitations', '/organization/invitations/new', await pageOf(owner)])
      expect((await reader.visitor.get(path)).status).toBe(403);
    expect((await reader.visitor.get('/')).html).not.toContain('href="/organization"');
  });

  it('ID-8 changes role and permissions with forms, and keeps what was refused', async () => {
    const member = await colleague();
    const path = await pageOf(member);
    await owner.visitor.get(path);
    const changed = await owner.visitor.post(`${path}/role`, { role: 'buyer' });
    expect([changed.url, changed.html.includes('counts at once')]).toEqual([path, true]);
    const ticked = { 'orders.read': 'true', 'licenses.read': 'true', 'downloads.read': 'true' };
    const excepted = await owner.visitor.post(`${path}/exceptions`, ticked);
    expect(excepted.html).toContain('Given beside the role.');
    expect((await member.api.get('/api/v1/me')).body.permissions.sort()).toEqual(Object.keys(ticked).sort());
    const last = await owner.visitor.post(`${await pageOf(owner)}/role`, { role: 'buyer' });
    expect([last.status, last.html.includes('needs an owner')]).toEqual([422, true]);
  });

  it('ID-8 lets go with one confirmation that names the person', async () => {
    const member = await colleague('buyer', 'Leo Lind');
    const path = await pageOf(member);
    const { html } = await owner.visitor.get(path);
    expect(html).toContain('Remove Leo Lind from the organization');
    const gone = await owner.visitor.post(`${path}/leave`, { successorId: '' });
    expect(gone.url).toBe('/organization');
    expect((await owner.visitor.get(path)).status).toBe(404);
    expect((await member.visitor.get('/account')).url).toContain('/sign-in');
  });

  it('S3.13 S3.51 invites, corrects, sends again and revokes with forms', async () => {
    const { visitor } = owner;
    await visitor.get('/organization/invitations/new');
    const wrong = await visitor.post('/organization/invitations', {
      email: 'no',
      name: 'Ina',
      role: '',
      locale: 'en',
    });
    expect([wrong.status, wrong.html.includes('value="Ina"')]).toEqual([422, true]);
    const fields = {
      email: 'ina@example.com',
      name: 'Ina',
      role: 'reader',
      locale: 'de',
      message: '',
      way: 'link',
    };
    const list = await visitor.post('/organization/invitations', fields);
    expect(list.html).toContain('The invitation is on its way.');
    const path = /href="(\/organization\/invitations\/[0-9a-f-]{36})"/.exec(list.html)?.[1] ?? '';
    await portal.settle();
    expect(portal.mailTo('ina@example.com')?.text).toContain('lädt Sie ein');
    await visitor.get(path);
    const corrected = await visitor.post(`${path}/correct`, { email: 'ina.b@example.com' });
    expect(corrected.html).toContain('ina.b@example.com');
    expect((await visitor.post(`${path}/resend`)).html).toContain('A new mail is on its way');
    const revoked = await visitor.post(`${path}/revoke`);
    expect(revoked.html).toContain('The invitation is revoked.');
    expect(revoked.html).not.toContain(`${path}/resend`);
  });

  it('S3.13 lets an agent do the same below the customer', async () => {
    const { visitor } = await signedInStaff(portal);
    const base = `/admin/customers/${owner.organizationId}/invitations`;
    await visitor.get(`${base}/new`);
    const fields = {
      email: 'per@example.com',
      name: 'Per',
      role: 'owner',
      locale: 'en',
      message: '',
      way: 'link',
    };
    const list = await visitor.post(base, fields);
    expect(list.html).toContain('per@example.com');
    const path = new RegExp(`href="(${base}/[0-9a-f-]{36})"`).exec(list.html)?.[1] ?? '';
    expect((await visitor.get(path)).html).toContain('Tomas Reuter');
    expect((await visitor.post(`${path}/revoke`)).html).toContain('Revoked');
    const nowhere = '/admin/customers/0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11/invitations';
    expect((await visitor.get(nowhere)).status).toBe(404);
    expect((await owner.visitor.get(base)).status).toBe(403);
  });

  it('S3.50 tells in the FAQ and on the page to check that it is the address that was invited', async () => {
    const hints = {
      en: 'heck that it is the address that received the invitation',
      de: 'ob es die Adresse ist, an die die Einladung ging',
    };
    await portal.get(PublishBuiltInArticles).execute(system);
    for (const [language, hint] of Object.entries(hints))
      for (const path of ['/help/articles/getting-started', '/no-invitation']) {
        const { status, html } = await portal.visitor().get(path, { 'accept-language': language });
        expect([language, path, status, html.includes(hint)]).toEqual([language, path, 200, true]);
      }
  });
});
