import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day } from '../../../src/kernel/clock.js';
import { CheckDomain } from '../../../src/modules/identity/application/organizations/check-domain.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { withAuthenticator } from './authenticator.js';
import { startTxtServer, type TxtServer } from './txt-server.js';

const base = '/api/v1/organization';
const requests = `${base}/invitation-requests`;
const domains = `${base}/domains`;

describe('joining an organization', () => {
  let portal: Portal;
  let dns: TxtServer;
  let agent: SignedInPerson;
  beforeAll(async () => {
    dns = await startTxtServer();
    portal = await startPortal({ environment: { DNS_SERVERS: dns.address } });
    agent = await signedInStaff(portal);
  }, 120_000);
  afterAll(async () => {
    await portal.close();
    await dns.close();
  });

  let asker = 0;
  const ask = async (email: string, name = 'Jonas Weber') => {
    const answer = await portal.api().post('/api/v1/invitation-requests', { email, name });
    await portal.settle();
    return answer;
  };
  const newAddress = (domain = 'example.com'): string => {
    asker += 1;
    return `asks-${asker}@${domain}`;
  };
  const waiting = async (of: SignedInPerson, path = requests) =>
    (await of.api.get(path)).body.items as { id: string; email: string; reason: string }[];
  const noticeTo = (address: string) =>
    portal
      .mails()
      .find(({ to, subject }) => to.includes(address) && subject.includes('asks for an invitation'));
  const addDomain = async (owner: SignedInMember, domain: string) =>
    (await owner.api.post(domains, { domain })).body as { id: string; record: string };
  const verified = async (owner: SignedInMember, domain: string): Promise<void> => {
    const { id, record } = await addDomain(owner, domain);
    dns.records.set(domain, ['v=spf1 -all', record]);
    expect((await owner.api.post(`${domains}/${id}/check`)).body.outcome).toBe('found');
  };

  describe('a request for an invitation', () => {
    it('S3.52 A3 answers the same for an invited, a known and an unknown address, on both faces', async () => {
      const owner = await signedInMember(portal);
      const invited = newAddress();
      await owner.api.post(`${base}/invitations`, { email: invited, name: 'I', role: 'reader' });
      const answers = [await ask(invited), await ask(owner.email), await ask(newAddress('nowhere.example'))];
      for (const { status, body } of answers) expect([status, body]).toEqual([202, answers[0]?.body]);
      const seen: string[] = [];
      for (const email of [invited, owner.email, newAddress('nowhere.example')]) {
        const visitor = portal.visitor();
        await visitor.get('/no-invitation');
        const { status, html } = await visitor.post('/no-invitation', { email, name: 'Jonas' });
        seen.push(
          `${status} ${html.replace(/name="(?:_csrf" value|csrf-token" content)="[^"]*"|[0-9a-f-]{36}/g, '')}`,
        );
      }
      expect(seen[0]).toContain('Your request is on its way');
      expect(seen[0]).toContain('the address that received the invitation');
      expect(new Set(seen).size).toBe(1);
      await portal.settle();
    });

    it('S3.52 tells the managers of the organization that invited the address, and approving sends a new link', async () => {
      const owner = await signedInMember(portal);
      const email = newAddress();
      await owner.api.post(`${base}/invitations`, { email, name: 'I', role: 'buyer' });
      await ask(email);
      expect(noticeTo(owner.email)?.text).toContain(`${portal.baseUrl}/organization/requests`);
      const [request] = await waiting(owner);
      expect(request).toMatchObject({ email, reason: 'invited', role: 'buyer' });
      const before = portal.mails().filter(({ to }) => to.includes(email)).length;
      expect((await owner.api.post(`${requests}/${request?.id}/approve`, { role: 'buyer' })).status).toBe(
        204,
      );
      await portal.settle();
      expect(portal.mails().filter(({ to }) => to.includes(email))).toHaveLength(before + 1);
      expect(await waiting(owner)).toEqual([]);
      const twice = await owner.api.post(`${requests}/${request?.id}/decline`);
      expect([twice.status, twice.body.code]).toEqual([409, 'request-decided']);
    });

    it('S3.52 is answered by sending the invitation again', async () => {
      const owner = await signedInMember(portal);
      const email = newAddress();
      const { body } = await owner.api.post(`${base}/invitations`, { email, name: 'I', role: 'buyer' });
      await ask(email);
      expect(await waiting(owner)).toHaveLength(1);
      await owner.api.post(`${base}/invitations/${body.id}/resend`);
      await portal.settle();
      expect(await waiting(owner)).toEqual([]);
    });

    it('S3.52 goes to staff when no organization knows the address; inviting it anywhere answers', async () => {
      const email = newAddress('unheard-of.example');
      await ask(email);
      expect(noticeTo(agent.email)?.text).toContain('/admin/invitations');
      const path = '/api/v1/staff/invitation-requests';
      expect((await waiting(agent, path)).map((row) => row.email)).toContain(email);
      const owner = await signedInMember(portal);
      expect((await owner.api.get(path)).status).toBe(403);
      await agent.api.post(`/api/v1/staff/customers/${owner.organizationId}/invitations`, {
        email,
        name: 'J',
        role: 'reader',
      });
      await portal.settle();
      expect((await waiting(agent, path)).map((row) => row.email)).not.toContain(email);
    });

    it('S3.52 is let go in silence for a member, and for an address that waits already', async () => {
      const owner = await signedInMember(portal);
      await ask(owner.email);
      const email = newAddress();
      await owner.api.post(`${base}/invitations`, { email, name: 'I', role: 'buyer' });
      await ask(email);
      await ask(email);
      expect(await waiting(owner)).toHaveLength(1);
    });

    it('S3.6 B2 is decided by its organization only', async () => {
      const [owner, other] = [await signedInMember(portal), await signedInMember(portal)];
      const email = newAddress();
      await owner.api.post(`${base}/invitations`, { email, name: 'I', role: 'buyer' });
      await ask(email);
      const [request] = await waiting(owner);
      expect((await other.api.post(`${requests}/${request?.id}/approve`, { role: 'owner' })).status).toBe(
        404,
      );
      expect((await other.api.post(`${requests}/${request?.id}/decline`)).status).toBe(404);
      expect((await agent.api.post(`/api/v1/staff/invitation-requests/${request?.id}/decline`)).status).toBe(
        404,
      );
      const reader = await signedInMember(portal, { organizationId: owner.organizationId, role: 'reader' });
      expect((await reader.api.get(requests)).status).toBe(403);
    });
  });

  describe('a domain', () => {
    it('ID-8 OP-3 counts once its DNS shows the record, which is looked at only when an owner asks', async () => {
      const owner = await signedInMember(portal);
      const { id, record } = await addDomain(owner, 'Fjord.Example');
      expect(record).toMatch(/^latchkey-verification=[\w-]{27}$/);
      await portal.get(CheckDomain).again();
      expect(dns.asked).not.toContain('fjord.example');
      expect((await owner.api.post(`${domains}/${id}/check`)).body).toMatchObject({
        outcome: 'not-found',
        verifiedAt: null,
      });
      dns.records.set('fjord.example', [`${record}x`, 'other']);
      expect((await owner.api.post(`${domains}/${id}/check`)).body.verifiedAt).toBeNull();
      dns.records.set('fjord.example', [record]);
      await portal.get(CheckDomain).again();
      const [listed] = (await owner.api.get(domains)).body.items;
      expect(listed).toMatchObject({ domain: 'fjord.example', outcome: 'found' });
      expect(listed.verifiedAt).not.toBeNull();
    });

    it('ID-8 is no longer looked for three days after somebody asked', async () => {
      const owner = await signedInMember(portal);
      const { id } = await addDomain(owner, 'forgotten.example');
      await owner.api.post(`${domains}/${id}/check`);
      const before = dns.asked.length;
      await portal.sql('update identity.organization_domain set check_asked_at = $1 where id = $2', [
        new Date(portal.clock.now().getTime() - 4 * day),
        id,
      ]);
      await portal.get(CheckDomain).again();
      expect(dns.asked.slice(before)).not.toContain('forgotten.example');
    });

    it('ID-8 refuses domains where everybody has an address, and what is none', async () => {
      const owner = await signedInMember(portal);
      for (const domain of ['gmail.com', 'localhost', '127.0.0.1', 'a b.example'])
        expect((await owner.api.post(domains, { domain })).status).toBe(422);
    });

    it('ID-8 is proved by one organization only, also when many prove it at once', async () => {
      const owners = await Promise.all(Array.from({ length: 4 }, () => signedInMember(portal)));
      const added = await Promise.all(owners.map((owner) => addDomain(owner, 'contested.example')));
      dns.records.set(
        'contested.example',
        added.map(({ record }) => record),
      );
      const checks = owners.flatMap((owner, index) =>
        Array.from({ length: 5 }, () => owner.api.post(`${domains}/${added[index]?.id}/check`)),
      );
      for (const { status } of await Promise.all(checks)) expect(status).toBe(200);
      const proved = await portal.sql(
        "select 1 from identity.organization_domain where domain = 'contested.example' and verified_at is not null",
      );
      expect(proved).toHaveLength(1);
    });

    it('S3.6 keeps domains of others out of reach', async () => {
      const [owner, other] = [await signedInMember(portal), await signedInMember(portal)];
      const { id } = await addDomain(owner, 'mine.example');
      expect((await other.api.post(`${domains}/${id}/check`)).status).toBe(404);
      expect((await other.api.delete(`${domains}/${id}`)).status).toBe(404);
      expect((await other.api.get(domains)).body.items).toEqual([]);
      expect((await owner.api.delete(`${domains}/${id}`)).status).toBe(204);
    });

    it('ID-8 S3.17 lets people with an address there ask, and an owner decides; nobody joins without', async () => {
      const owner = await signedInMember(portal);
      await verified(owner, 'joining.example');
      const email = newAddress('joining.example');
      await ask(email, 'Ida Holm');
      const page = await owner.visitor.get('/organization/requests');
      expect(page.html).toContain('Ida Holm');
      const [request] = await waiting(owner);
      expect(request).toMatchObject({ email, reason: 'domain' });
      const members = await portal.sql('select 1 from identity.user where email = $1', [email]);
      expect(members).toEqual([]);
      const done = await owner.visitor.post(`/organization/requests/${request?.id}/approve`, {
        role: 'reader',
      });
      expect(done.html).toContain('The invitation is on its way.');
      await portal.settle();
      expect(portal.mailTo(email)?.text).toContain('/invitation?token=');
    });
  });

  describe('the sign-in rules', () => {
    const rules = `${base}/sign-in-rules`;

    it('ID-8 B5 asks members of a role for a second factor from the next request on', async () => {
      const owner = await signedInMember(portal);
      const reader = await signedInMember(portal, { organizationId: owner.organizationId, role: 'reader' });
      expect((await reader.api.get('/api/v1/licenses')).status).toBe(200);
      const set = await owner.api.put(rules, { secondFactorRoles: ['reader'], slug: null });
      expect(set.body.roles).toContainEqual({ role: 'reader', required: true, members: 1, without: 1 });
      const refused = await reader.api.get('/api/v1/licenses');
      expect([refused.status, refused.body.code]).toEqual([403, 'second-factor-due']);
      expect((await owner.api.get('/api/v1/licenses')).status).toBe(200);
      const page = await owner.visitor.get('/organization/sign-in');
      expect(page.html).toContain('1 member, 1 without a second factor now');
      const saved = await owner.visitor.post('/organization/sign-in', { slug: '' });
      expect(saved.html).toContain('counts at once');
      expect((await reader.api.get('/api/v1/licenses')).status).toBe(200);
      expect((await reader.api.get(rules)).status).toBe(403);
    });

    it("S3.18 opens the sign-in page at the organization's address and returns to the deep link, on this portal only", async () => {
      const owner = await signedInMember(portal, { organizationName: 'Slug & Co' });
      expect((await owner.api.put(rules, { secondFactorRoles: [], slug: 'No!' })).status).toBe(422);
      const other = await signedInMember(portal);
      const slug = 'slug-co';
      const answers = await Promise.all(
        [owner, other].map((person) => person.api.put(rules, { secondFactorRoles: [], slug })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      await portal.sql('update identity.organization set slug = null where slug = $1', [slug]);
      await owner.api.put(rules, { secondFactorRoles: [], slug });
      const visitor = portal.visitor();
      const form = await visitor.get(`/o/${slug}?next=%2Flicenses`);
      expect(form.html).toContain('Sign in to Slug &amp; Co');
      const next = /name="next" value="([^"]*)"/.exec(form.html)?.[1] ?? '';
      expect(next).toBe('/licenses');
      const signedIn = await visitor.post('/sign-in', { login: owner.email, password: owner.password, next });
      expect(signedIn.url).toBe('/licenses');
      for (const elsewhere of ['//evil.example', 'https://evil.example/', '/\\evil.example']) {
        const { html } = await portal.visitor().get(`/o/${slug}?next=${encodeURIComponent(elsewhere)}`);
        expect(/name="next" value="([^"]*)"/.exec(html)?.[1]).toBe('');
      }
      expect((await portal.visitor().get('/o/nobody-has-this?next=%2Flicenses')).url).toBe(
        '/sign-in?next=%2Flicenses',
      );
    });

    describe('for a person in several organizations', () => {
      let first: SignedInMember;
      let second: SignedInMember;
      let stranger: SignedInMember;
      const slugOf = (owner: SignedInMember) => `of-${owner.organizationId.slice(-12)}`;
      beforeAll(async () => {
        [first, second, stranger] = await Promise.all([
          signedInMember(portal, { organizationName: 'First Ltd' }),
          signedInMember(portal, { organizationName: 'Second Ltd' }),
          signedInMember(portal, { organizationName: 'Third Ltd' }),
        ]);
        const invited = { email: first.email, name: 'First', role: 'reader' };
        await second.api.post(`${base}/invitations`, invited);
        await portal.settle();
        const token = /token=([\w-]+)/.exec(portal.mailTo(first.email)?.text ?? '')?.[1];
        const joined = await portal
          .api()
          .post('/api/v1/invitations/accept', { token, password: first.password });
        expect(joined.status).toBe(200);
        for (const owner of [second, stranger])
          await owner.api.put(rules, { secondFactorRoles: [], slug: slugOf(owner) });
      });
      const credentials = () => ({ login: first.email, password: first.password });
      const throughPage = async (slug: string) => {
        const visitor = portal.visitor();
        const { html } = await visitor.get(`/o/${slug}`);
        const hidden = /name="slug" value="([^"]*)"/.exec(html)?.[1] ?? '';
        expect((await visitor.post('/sign-in', { ...credentials(), slug: hidden })).status).toBe(200);
        return (await visitor.get('/organization')).html;
      };
      const throughApi = async (slug: string) => {
        const { body } = await portal.api().post('/api/v1/sign-in/password', { ...credentials(), slug });
        return (await portal.api(body.accessToken).get('/api/v1/me')).body.organization.name;
      };

      it('S3.18 acts for the organization whose address was opened, on both faces', async () => {
        expect(await throughPage(slugOf(second))).toContain('Second Ltd');
        expect(await throughPage(slugOf(second).toUpperCase())).toContain('Second Ltd');
        expect(await throughApi(slugOf(second))).toBe('Second Ltd');
      });

      it('S3.18 changes nothing for who is no member there, and tells nothing of it', async () => {
        expect(await throughPage(slugOf(stranger))).toContain('First Ltd');
        expect(await throughApi(slugOf(stranger))).toBe('First Ltd');
        expect(await throughApi('nobody-has-this')).toBe('First Ltd');
      });

      it("S3.18 keeps the organization's page after a wrong password, and its choice through the second step", async () => {
        const visitor = portal.visitor();
        await visitor.get(`/o/${slugOf(second)}`);
        const wrong = { login: first.email, password: 'wrong', slug: slugOf(second) };
        const refused = await visitor.post('/sign-in', wrong);
        expect([refused.status, refused.html.includes('Sign in to Second Ltd')]).toEqual([422, true]);
        const app = await withAuthenticator(portal, first);
        const step = await portal
          .api()
          .post('/api/v1/sign-in/password', { ...credentials(), slug: slugOf(second) });
        expect(step.body.next).toBe('mfa');
        const code = app.nextCode();
        const done = await portal.api().post('/api/v1/sign-in/mfa', { ticket: step.body.ticket, code });
        const me = await portal.api(done.body.accessToken).get('/api/v1/me');
        expect(me.body.organization.name).toBe('Second Ltd');
      });
    });
  });

  it('S3.52 limits requests per network', async () => {
    const burst = await Promise.all(
      Array.from({ length: 30 }, () =>
        portal.api().post('/api/v1/invitation-requests', { email: newAddress('b.example'), name: 'B' }),
      ),
    );
    expect(burst.some(({ status }) => status === 429)).toBe(true);
    await portal.settle();
  });
});
