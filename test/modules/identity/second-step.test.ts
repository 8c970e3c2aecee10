import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CheckPassword } from '../../../src/modules/identity/application/signing-in/check-password.js';
import { CompleteFirstFactor } from '../../../src/modules/identity/application/signing-in/complete-first-factor.js';
import type { ApiAnswer } from '../../harness/clients.js';
import {
  freshProof,
  goodPassword,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { withAuthenticator } from './authenticator.js';
import { SoftwarePasskey } from './software-passkey.js';

const day = 86_400_000;
const devices = '/api/v1/me/second-factor/devices';

describe('the second step', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({ environment: { STAFF_SECOND_FACTOR: 'required' } });
  });
  afterAll(() => portal.close());

  const password = (login: string, secret = goodPassword) =>
    portal.api().post('/api/v1/sign-in/password', { login, password: secret });
  const ticketOf = async (login: string, secret = goodPassword): Promise<string> =>
    (await password(login, secret)).body.ticket;
  const withPasskey = async <Person extends SignedInPerson>(person: Person) => {
    const device = new SoftwarePasskey(portal.baseUrl);
    await freshProof(portal, person.userId, 'change-second-factor');
    const { body } = await person.api.post('/api/v1/me/passkeys/options');
    const answer = device.create(body);
    const added = await person.api.post('/api/v1/me/passkeys', { name: 'Key', answer });
    expect(added.status).toBe(201);
    return { person, device, recoveryCodes: added.body.recoveryCodes as string[] };
  };
  const offer = (ticket: string) => portal.api().post('/api/v1/sign-in/mfa/options', { ticket });
  const give = (ticket: string, passkey: object) =>
    portal.api().post('/api/v1/sign-in/mfa', { ticket, passkey });
  const onPage = async (email: string, visitor = portal.visitor(), secret = goodPassword) => {
    await visitor.get('/sign-in');
    return { visitor, at: (await visitor.post('/sign-in', { login: email, password: secret })).url };
  };

  describe('ID-2 by a passkey', () => {
    it('takes the passkey of the person, over the API', async () => {
      const { person, device } = await withPasskey(await signedInMember(portal));
      const ticket = await ticketOf(person.email);
      const { body } = await offer(ticket);
      expect(body).toMatchObject({ authenticator: false, elsewhere: null });
      expect(body.passkey.allowCredentials).toEqual([
        { id: device.id, type: 'public-key', transports: ['internal'] },
      ]);
      expect((await give(ticket, device.get(body.passkey))).status).toBe(200);
      expect((await offer(ticket)).status).toBe(410);
    });

    it('takes it on the page, and a recovery code in its place', async () => {
      const { person, device, recoveryCodes } = await withPasskey(await signedInMember(portal));
      const { visitor } = await onPage(person.email);
      const { html } = await visitor.get('/sign-in/mfa');
      expect(html).toContain('Recovery code');
      const options = JSON.parse((/data-options="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&quot;', '"'));
      const answer = JSON.stringify(device.get(options));
      expect((await visitor.post('/sign-in/mfa/passkey', { answer })).url).toBe('/');
      const again = await onPage(person.email);
      await again.visitor.get('/sign-in/mfa');
      expect((await again.visitor.post('/sign-in/mfa', { code: recoveryCodes[0] ?? '' })).url).toBe('/');
    });

    it('A8 refuses the passkey of somebody else, and answers to other questions', async () => {
      const one = await withPasskey(await signedInMember(portal));
      const two = await withPasskey(await signedInMember(portal));
      const ticket = await ticketOf(one.person.email);
      const { passkey } = (await offer(ticket)).body;
      expect((await give(ticket, two.device.get(passkey))).body.code).toBe('passkey-refused');
      const theirs = (await offer(await ticketOf(two.person.email))).body.passkey;
      expect((await give(ticket, one.device.get(theirs))).body.code).toBe('passkey-refused');
      const signIn = (await portal.api().post('/api/v1/sign-in/passkey/options')).body;
      expect((await give(ticket, one.device.get(signIn))).body.code).toBe('passkey-refused');
      const fresh = (await offer(ticket)).body.passkey;
      const answer = one.device.get(fresh);
      expect((await give(ticket, answer)).status).toBe(200);
      expect((await give(await ticketOf(one.person.email), answer)).body.code).toBe('passkey-refused');
    });

    it('explains a changed host name, and lets a recovery code in', async () => {
      const { person, recoveryCodes } = await withPasskey(await signedInMember(portal));
      await portal.sql("update identity.passkey set rp_id = 'old.example.com' where user_id = $1", [
        person.userId,
      ]);
      const { visitor } = await onPage(person.email);
      const { html } = await visitor.get('/sign-in/mfa');
      expect(html).toContain('made for old.example.com');
      expect(html).not.toContain('data-options');
      expect((await visitor.post('/sign-in/mfa', { code: recoveryCodes[1] ?? '' })).url).toBe('/');
    });
  });

  it('S2.42 is due although the factor was added after the password was checked', async () => {
    const person = await signedInMember(portal);
    const origin = { network: '192.0.2.7', device: null, userAgent: null };
    const who = { userId: person.userId };
    const holder = await portal.get(CheckPassword).execute({ who, password: goodPassword, origin });
    await withAuthenticator(portal, person);
    const face = { kind: 'api', userAgent: null } as const;
    const { next } = await portal.get(CompleteFirstFactor).execute({ holder, face });
    expect(next).toBe('mfa');
  });

  describe('S3.22 in a remembered browser', () => {
    const remembered = async (choice: Record<string, string> = { rememberDevice: 'true' }) => {
      const person = await signedInMember(portal);
      const app = await withAuthenticator(portal, person);
      const { visitor } = await onPage(person.email);
      await visitor.get('/sign-in/mfa');
      expect((await visitor.post('/sign-in/mfa', { code: app.nextCode(), ...choice })).url).toBe('/');
      const signOut = async () => {
        await visitor.get('/account');
        await visitor.post('/sign-out');
      };
      return { person, app, visitor, signOut };
    };

    it('is not asked again, by choice only, and only there', async () => {
      const { person, visitor, signOut } = await remembered();
      await signOut();
      expect((await onPage(person.email, visitor)).at).toBe('/');
      expect((await onPage(person.email)).at).toBe('/sign-in/mfa');
      const other = await remembered({});
      await other.signOut();
      expect((await onPage(other.person.email, other.visitor)).at).toBe('/sign-in/mfa');
      // The mark of one person is worth nothing for another.
      await signOut();
      expect((await onPage(other.person.email, visitor)).at).toBe('/sign-in/mfa');
    });

    it('is asked again after 30 days', async () => {
      const { person, visitor, signOut } = await remembered();
      await signOut();
      portal.clock.advance(30 * day - 60_000);
      expect((await onPage(person.email, visitor)).at).toBe('/');
      await signOut();
      portal.clock.advance(120_000);
      expect((await onPage(person.email, visitor)).at).toBe('/sign-in/mfa');
    });

    it('is asked again after the password or a factor changed, or when the person says so', async () => {
      const changed = await remembered();
      await changed.signOut();
      await portal.sql('update identity.user set password_changed_at = $2 where id = $1', [
        changed.person.userId,
        portal.clock.now(),
      ]);
      expect((await onPage(changed.person.email, changed.visitor)).at).toBe('/sign-in/mfa');
      const renewed = await remembered();
      await freshProof(portal, renewed.person.userId, 'change-second-factor');
      await renewed.visitor.get('/account/recovery-codes');
      await renewed.visitor.post('/account/recovery-codes');
      await renewed.signOut();
      expect((await onPage(renewed.person.email, renewed.visitor)).at).toBe('/sign-in/mfa');
      const asked = await remembered();
      expect((await asked.visitor.get('/account/mfa')).html).toContain('One browser is not asked');
      const done = await asked.visitor.post('/account/remembered-devices/forget');
      expect(done.html).not.toContain('One browser is not asked');
      await asked.signOut();
      expect((await onPage(asked.person.email, asked.visitor)).at).toBe('/sign-in/mfa');
    });

    it('ID-4 is listed with device, place and time, and can be asked again alone', async () => {
      const { person, app, visitor, signOut } = await remembered();
      const phone = portal.visitor();
      await onPage(person.email, phone);
      const agent = {
        'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Safari/605.1.15',
      };
      await phone.post('/sign-in/mfa', { code: app.nextCode(), rememberDevice: 'true' }, agent);
      const { html } = await visitor.get('/account/remembered-devices');
      for (const words of ['Safari, iPhone', 'This network', 'This device'])
        expect([words, html.includes(words)]).toEqual([words, true]);
      expect(html.split('This device')).toHaveLength(2);
      const { items } = (await person.api.get(devices)).body;
      expect(items).toEqual([
        {
          id: expect.any(String),
          device: 'Safari, iPhone',
          network: '127.0.…',
          thisNetwork: true,
          createdAt: expect.any(String),
          expiresAt: new Date(Date.parse(items[0].createdAt) + 30 * day).toISOString(),
        },
        expect.objectContaining({ thisNetwork: true }),
      ]);
      const forgotten = await visitor.post(`/account/remembered-devices/${items[0].id}/forget`);
      expect([forgotten.url, forgotten.html.includes('Safari, iPhone')]).toEqual([
        '/account/remembered-devices',
        false,
      ]);
      await phone.get('/account');
      await phone.post('/sign-out');
      expect((await onPage(person.email, phone)).at).toBe('/sign-in/mfa');
      await signOut();
      expect((await onPage(person.email, visitor)).at).toBe('/');
      expect((await person.api.delete(`${devices}/${items[1].id}`)).status).toBe(204);
      expect((await person.api.get(devices)).body.items).toEqual([]);
      expect((await visitor.get('/account/remembered-devices')).html).toContain('No remembered browser');
      const entries = await portal.sql(
        `select object_id as id from platform.audit_entry
        where about_user_id = $1 and action = 'identity.device-forgotten' order by at, id`,
        [person.userId],
      );
      expect(entries).toEqual([{ id: items[0].id }, { id: items[1].id }]);
    });

    it('B2 stays out of reach of others', async () => {
      const [{ person, visitor, signOut }, other] = [await remembered(), await signedInMember(portal)];
      const [{ id }] = (await person.api.get(devices)).body.items;
      const bare = ({ status, body }: ApiAnswer) => ({ status, ...body, requestId: null });
      const foreign = bare(await other.api.delete(`${devices}/${id}`));
      expect(foreign).toEqual(bare(await other.api.delete(`${devices}/${person.userId}`)));
      expect(foreign).toMatchObject({ status: 404, code: 'not-found' });
      await other.visitor.get('/account/remembered-devices');
      const path = `/account/remembered-devices/${id}/forget`;
      expect((await other.visitor.post(path)).status).toBe(404);
      expect((await other.visitor.get('/account/remembered-devices')).html).toContain(
        'No remembered browser',
      );
      expect((await other.api.get(devices)).body.items).toEqual([]);
      await signOut();
      expect((await onPage(person.email, visitor)).at).toBe('/');
    });

    it('A9 keeps its secret as a hash', async () => {
      const { person, visitor } = await remembered();
      const secret = visitor.cookies.get('latchkey-remembered') ?? '';
      expect(secret.length).toBeGreaterThanOrEqual(43);
      const rows = await portal.sql('select * from identity.remembered_device where user_id = $1', [
        person.userId,
      ]);
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain(secret);
    });
  });

  describe('S2.42 A6 after a reset', () => {
    it('is still asked', async () => {
      const person = await signedInMember(portal);
      const app = await withAuthenticator(portal, person);
      await portal.api().post('/api/v1/password-resets', { login: person.email });
      await portal.settle();
      const mail = portal.mails().find(({ to, text }) => to.includes(person.email) && /token=/.test(text));
      const token = /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
      const next = 'Copper-Harbour-93?';
      const reset = await portal.api().post('/api/v1/password-resets/confirm', { token, password: next });
      expect(reset.status).toBe(204);
      expect((await password(person.email, next)).body).toEqual({ next: 'mfa', ticket: expect.any(String) });
      const ticket = await ticketOf(person.email, next);
      const entered = await portal.api().post('/api/v1/sign-in/mfa', { ticket, code: app.nextCode() });
      expect(entered.status).toBe(200);
    });
  });

  it('S2.42 leaves API tokens alone', async () => {
    const person = await signedInMember(portal);
    await freshProof(portal, person.userId, 'create-api-token');
    const made = await person.api.post('/api/v1/me/api-tokens', {
      name: 'Build server',
      scopes: ['licenses.read'],
    });
    const program = portal.api(made.body.token);
    expect((await program.get('/api/v1/licenses')).status).toBe(200);
    await withAuthenticator(portal, person);
    expect((await program.get('/api/v1/licenses')).status).toBe(200);
  });

  describe('ID-3 due by role', () => {
    const asked = async (role: 'owner' | 'reader'): Promise<SignedInMember> => {
      const person = await signedInMember(portal, { role });
      await portal.sql("update identity.organization set second_factor_roles = '{owner}' where id = $1", [
        person.organizationId,
      ]);
      return person;
    };

    it('leads whoever has none to the page that sets one up, and to nothing else', async () => {
      const person = await asked('owner');
      for (const path of ['/', '/licenses', '/requests', '/downloads']) {
        const page = await person.visitor.get(path);
        expect([path, page.url]).toEqual([path, '/account/mfa']);
        expect(page.html).toContain('Your role needs a second factor');
      }
      for (const path of ['/api/v1/licenses', '/api/v1/tickets', '/api/v1/orders']) {
        const { status, body } = await person.api.get(path);
        expect([path, status, body.code]).toEqual([path, 403, 'second-factor-due']);
      }
      expect((await person.api.get('/api/v1/me/second-factor')).body.required).toBe(true);
      await withAuthenticator(portal, person);
      expect((await person.api.get('/api/v1/licenses')).status).toBe(200);
    });

    it('asks only the roles that are named', async () => {
      const reader = await asked('reader');
      expect((await reader.api.get('/api/v1/licenses')).status).toBe(200);
    });

    it('counts a passkey, and keeps the last factor, also of two removals at once', async () => {
      const { person } = await withPasskey(await asked('owner'));
      expect((await person.api.get('/api/v1/licenses')).status).toBe(200);
      await withPasskey(person);
      const { body } = await person.api.get('/api/v1/me/passkeys');
      const removals = await Promise.all(
        body.items.map(({ id }: { id: string }) => person.api.delete(`/api/v1/me/passkeys/${id}`)),
      );
      expect(removals.map(({ status }) => status).sort()).toEqual([204, 409]);
      expect((await person.api.get('/api/v1/me/passkeys')).body.items).toHaveLength(1);
    });

    it('asks staff on both faces', async () => {
      const staff = await signedInStaff(portal, 'agent');
      expect((await staff.visitor.get('/admin')).url).toBe('/account/mfa');
      expect((await staff.api.get('/api/v1/staff/tickets')).body.code).toBe('second-factor-due');
      await withPasskey(staff);
      expect((await staff.api.get('/api/v1/staff/tickets')).status).toBe(200);
    });
  });
});
