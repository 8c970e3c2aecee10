import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshProof, goodPassword, type SignedInPerson, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { type Mischief, SoftwarePasskey } from './software-passkey.js';

const mine = '/api/v1/me/passkeys';
const another = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

describe('passkeys', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({ host: 'localhost' });
  });
  afterAll(() => portal.close());

  const register = async (person: SignedInPerson, mischief: Mischief = {}, device = passkey()) => {
    await freshProof(portal, person.userId, 'change-second-factor');
    const { body: options } = await person.api.post(`${mine}/options`);
    const answer = device.create(options, mischief);
    return { device, options, answer, added: await person.api.post(mine, { name: 'My laptop', answer }) };
  };
  const passkey = (curve: 'P-256' | 'P-384' = 'P-256') => new SoftwarePasskey(portal.baseUrl, curve);
  const options = async () => (await portal.api().post('/api/v1/sign-in/passkey/options')).body;
  const give = (answer: object) => portal.api().post('/api/v1/sign-in/passkey', { answer });
  const withPasskey = async () => {
    const person = await signedInMember(portal);
    const { device, added } = await register(person);
    expect(added.status).toBe(201);
    return { person, device, added: added.body };
  };

  it('ID-2 registers, names, lists, renames and removes a passkey', async () => {
    const { person, added } = await withPasskey();
    expect(added.recoveryCodes).toHaveLength(10);
    const entry = { id: added.id, name: 'My laptop', lastUsedAt: null, elsewhere: null };
    expect((await person.api.get(mine)).body.items).toEqual([{ ...entry, createdAt: expect.any(String) }]);
    expect((await person.api.patch(`${mine}/${added.id}`, { name: 'Key on the desk' })).status).toBe(204);
    expect((await person.api.get(mine)).body.items[0].name).toBe('Key on the desk');
    expect((await person.api.delete(`${mine}/${added.id}`)).status).toBe(204);
    expect((await person.api.get(mine)).body.items).toEqual([]);
    await portal.settle();
    const texts = portal.mails().map(({ to, text }) => (to.includes(person.email) ? text : ''));
    for (const what of ['A passkey was added', 'A passkey was removed'])
      expect(texts.filter((text) => text.includes(what))).toHaveLength(1);
  });

  it('ID-2 signs in without typing anything else, and notes the use', async () => {
    const { person, device } = await withPasskey();
    const answer = await give(device.get(await options()));
    expect(answer.status).toBe(200);
    const me = await portal.api(answer.body.accessToken).get('/api/v1/me');
    expect(me.body.email).toBe(person.email);
    expect((await person.api.get(mine)).body.items[0].lastUsedAt).toEqual(expect.any(String));
  });

  it('ID-2 signs in on the page, and goes on to where the person wanted', async () => {
    const { device } = await withPasskey();
    const visitor = portal.visitor();
    const page = await visitor.get('/sign-in');
    expect(page.html).toContain('action="/sign-in/passkey"');
    expect(page.html).toMatch(/name="login"[^>]* autocomplete="username webauthn"/);
    const answer = JSON.stringify(device.get(await options()));
    const refused = await visitor.post('/sign-in/passkey', { answer: '{}', next: '/account' });
    expect(refused.status).toBe(422);
    expect((await visitor.post('/sign-in/passkey', { answer, next: '/account' })).url).toBe('/account');
  });

  it('S3.18 ID-2 acts for the organization at whose address the passkey is given, on both faces', async () => {
    const person = await signedInMember(portal, { organizationName: 'First Ltd' });
    const second = await signedInMember(portal, { organizationName: 'Second Ltd' });
    const organization = '/api/v1/organization';
    const slug = `of-${second.organizationId.slice(-12)}`;
    await second.api.put(`${organization}/sign-in-rules`, { secondFactorRoles: [], slug });
    await second.api.post(`${organization}/invitations`, { email: person.email, name: 'M', role: 'reader' });
    await portal.settle();
    const token = /token=([\w-]+)/.exec(portal.mailTo(person.email)?.text ?? '')?.[1];
    const joined = { token, password: goodPassword };
    expect((await portal.api().post('/api/v1/invitations/accept', joined)).status).toBe(200);
    const { device } = await register(person);
    const throughPage = async (address: string) => {
      const visitor = portal.visitor();
      const { html } = await visitor.get(address);
      const form = /<form[^>]* action="\/sign-in\/passkey".*?<\/form>/s.exec(html)?.[0] ?? '';
      const at = /name="slug" value="([^"]*)"/.exec(form)?.[1];
      const kept: Record<string, string> = at === undefined ? {} : { slug: at };
      const refused = await visitor.post('/sign-in/passkey', {
        answer: '{}',
        next: '/organization',
        ...kept,
      });
      const answer = JSON.stringify(device.get(await options()));
      const done = await visitor.post('/sign-in/passkey', { answer, next: '/organization', ...kept });
      return [refused.html.includes('Sign in to Second Ltd'), /(?:First|Second) Ltd/.exec(done.html)?.[0]];
    };
    expect(await throughPage(`/o/${slug}`)).toEqual([true, 'Second Ltd']);
    expect(await throughPage('/sign-in')).toEqual([false, 'First Ltd']);
    const throughApi = async (more: object) => {
      const answer = device.get(await options());
      const { body } = await portal.api().post('/api/v1/sign-in/passkey', { answer, ...more });
      return (await portal.api(body.accessToken).get('/api/v1/me')).body.organization.name;
    };
    expect(await throughApi({ slug })).toBe('Second Ltd');
    expect(await throughApi({})).toBe('First Ltd');
  });

  it('ID-3 asks for a second step after the password once there is a passkey', async () => {
    const { person } = await withPasskey();
    const { body } = await portal
      .api()
      .post('/api/v1/sign-in/password', { login: person.email, password: goodPassword });
    expect(body).toEqual({ next: 'mfa', ticket: expect.any(String) });
  });

  it('S1.22 needs a fresh proof to add and to remove one', async () => {
    const person = await signedInMember(portal);
    for (const answer of [
      await person.api.post(`${mine}/options`),
      await person.api.post(mine, { name: 'x', answer: {} }),
      await person.api.delete(`${mine}/019a0000-0000-7000-8000-000000000000`),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'step-up-required']);
    expect((await person.visitor.get('/account/passkeys/new')).url).toContain('/step-up?');
  });

  it('B2 keeps the passkeys of others out of reach', async () => {
    const { added } = await withPasskey();
    const other = await signedInMember(portal);
    await freshProof(portal, other.userId, 'change-second-factor');
    const path = `${mine}/${added.id}`;
    const missing = `${mine}/019a0000-0000-7000-8000-000000000000`;
    const bare = ({ body }: { body: object }) => ({ ...body, requestId: null });
    expect((await other.api.patch(path, { name: 'Mine' })).status).toBe(404);
    expect(bare(await other.api.delete(path))).toEqual(bare(await other.api.delete(missing)));
    expect((await other.visitor.get(`/account/passkeys/${added.id}`)).status).toBe(404);
    expect((await other.api.get(mine)).body.items).toEqual([]);
  });

  describe('A8 an answer to a sign-in', () => {
    it.each<[string, Mischief]>([
      ['another origin', { origin: 'https://evil.example' }],
      ['another host name', { rpId: 'evil.example' }],
      ['a challenge that is not ours', { challenge: 'bm90LW91cnMtYXQtYWxsLW5vdC1vdXJzLWF0LWFsbC0wMQ' }],
      ['a type of another ceremony', { type: 'webauthn.create' }],
      ['the handle of another user', { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' }],
      ['no person verified', { flags: 0x01 }],
      ['no person present', { flags: 0x04 }],
    ])('is refused with %s', async (_, mischief) => {
      const { device } = await withPasskey();
      const refused = await give(device.get(await options(), mischief));
      expect([refused.status, refused.body.code]).toEqual([422, 'passkey-refused']);
      // The same device without mischief gets in: it was the mischief that was refused.
      expect((await give(device.get(await options()))).status).toBe(200);
    });

    it('is refused when another key signed it', async () => {
      const { device } = await withPasskey();
      expect((await give(device.get(await options(), { key: another() }))).status).toBe(422);
    });

    it('is refused when the counter stands still or goes back', async () => {
      const { device } = await withPasskey();
      device.counter = 41;
      expect((await give(device.get(await options()))).status).toBe(200);
      for (const counter of [42, 41, 0])
        expect([counter, (await give(device.get(await options(), { counter }))).status]).toEqual([
          counter,
          422,
        ]);
      expect((await give(device.get(await options(), { counter: 43 }))).status).toBe(200);
    });

    it('is taken once: replays are refused, also 20 at the same time', async () => {
      const { device } = await withPasskey();
      const answer = device.get(await options());
      const answers = await Promise.all(Array.from({ length: 20 }, () => give(answer)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(422)]);
    });

    it('uses its challenge up although it was refused', async () => {
      const { device } = await withPasskey();
      const asked = await options();
      expect((await give(device.get(asked, { key: another() }))).status).toBe(422);
      expect((await give(device.get(asked))).status).toBe(422);
    });

    it('is refused after ten minutes', async () => {
      const { device } = await withPasskey();
      const asked = await options();
      portal.clock.advance(601_000);
      expect((await give(device.get(asked))).status).toBe(422);
    });

    it('is refused for a challenge that was posed for something else', async () => {
      const { person, device } = await withPasskey();
      await freshProof(portal, person.userId, 'change-second-factor');
      const { body } = await person.api.post(`${mine}/options`);
      expect((await give(device.get({ challenge: body.challenge, rpId: body.rp.id }))).status).toBe(422);
    });

    it('is refused when the passkey is unknown, removed, or its person disabled', async () => {
      expect((await give(passkey().get(await options()))).status).toBe(422);
      const { person, device, added } = await withPasskey();
      await portal.sql('update identity.user set disabled_at = now() where id = $1', [person.userId]);
      expect((await give(device.get(await options()))).body.code).toBe('passkey-refused');
      await portal.sql('update identity.user set disabled_at = null where id = $1', [person.userId]);
      expect((await give(device.get(await options()))).status).toBe(200);
      await person.api.delete(`${mine}/${added.id}`);
      expect((await give(device.get(await options()))).status).toBe(422);
    });
  });

  it('B7 leaves one audit entry for each refused sign-in and proof of a known passkey', async () => {
    const { person, device, added } = await withPasskey();
    const answer = device.get(await options());
    await give(answer);
    for (const refused of [answer, device.get(await options(), { key: another() })])
      expect((await give(refused)).status).toBe(422);
    expect((await give(passkey().get(await options()))).status).toBe(422);
    const proof = { action: 'change-email', answer };
    expect((await person.api.post('/api/v1/me/step-up/passkey', proof)).status).toBe(422);
    const entries = await portal.sql(
      `select action, object_id as "objectId", details from platform.audit_entry
      where about_user_id = $1 and outcome = 'refused' order by at, id`,
      [person.userId],
    );
    const refusal = { action: 'identity.passkey-refused', objectId: added.id };
    const details = { action: 'change-email', method: 'passkey' };
    expect(entries).toEqual([
      expect.objectContaining(refusal),
      expect.objectContaining(refusal),
      expect.objectContaining({ action: 'identity.step-up-refused', details }),
    ]);
  });

  describe('A8 a new passkey', () => {
    it.each<[string, Mischief]>([
      ['another origin', { origin: 'https://evil.example' }],
      ['another host name', { rpId: 'evil.example' }],
      ['a challenge that is not ours', { challenge: 'bm90LW91cnMtYXQtYWxsLW5vdC1vdXJzLWF0LWFsbC0wMQ' }],
      ['a type of another ceremony', { type: 'webauthn.get' }],
      ['no person verified', { flags: 0x41 }],
    ])('is refused with %s', async (_, mischief) => {
      const person = await signedInMember(portal);
      const { added } = await register(person, mischief);
      expect([added.status, added.body.code]).toEqual([422, 'passkey-refused']);
    });

    it('is refused with an algorithm that we did not offer', async () => {
      const { added } = await register(await signedInMember(portal), {}, passkey('P-384'));
      expect([added.status, added.body.code]).toEqual([422, 'passkey-refused']);
    });

    it('is refused a second time, and for a challenge that somebody else was posed', async () => {
      const { person, device } = await withPasskey();
      expect((await register(person, {}, device)).added.body.code).toBe('passkey-refused');
      const thief = await signedInMember(portal);
      await freshProof(portal, thief.userId, 'change-second-factor');
      const { body } = await person.api.post(`${mine}/options`);
      const answer = passkey().create(body);
      expect((await thief.api.post(mine, { name: 'x', answer })).body.code).toBe('passkey-refused');
    });
  });

  it('ID-4 ends the other sessions when a passkey is added or removed', async () => {
    const { person } = await withPasskey();
    expect((await person.api.get('/api/v1/me')).status).toBe(200);
    expect((await person.visitor.get('/account')).url).toContain('/sign-in');
  });

  it('ID-2 detects and explains a changed host name', async () => {
    const { person, device } = await withPasskey();
    const signedIn = await give(device.get(await options()));
    await portal.sql("update identity.passkey set rp_id = 'old.example.com' where user_id = $1", [
      person.userId,
    ]);
    const { body } = await portal.api(signedIn.body.accessToken).get(mine);
    expect(body.items[0].elsewhere).toBe('old.example.com');
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    await visitor.post('/sign-in/passkey', { answer: JSON.stringify(device.get(await options())) });
    const { html } = await visitor.get('/account/passkeys');
    expect(html).toContain('made for old.example.com');
  });

  it('ID-6 proves the person for an important action, and nothing weaker does then', async () => {
    const { person, device } = await withPasskey();
    await portal.sql('delete from identity.step_up where user_id = $1', [person.userId]);
    const action = 'change-second-factor';
    const state = await person.api.get(`/api/v1/me/step-up?action=${action}`);
    expect(state.body.methods).toEqual(['passkey', 'recovery-code']);
    const ask = async () => (await person.api.post('/api/v1/me/step-up/passkey/options')).body;
    const prove = (answer: object) => person.api.post('/api/v1/me/step-up/passkey', { action, answer });
    expect((await prove(device.get(await ask(), { key: another() }))).body.code).toBe('passkey-refused');
    expect((await prove(device.get(await options()))).body.code).toBe('passkey-refused');
    expect((await person.api.post(`${mine}/options`)).body.code).toBe('step-up-required');
    const answer = device.get(await ask());
    expect((await prove(answer)).body).toEqual({ provedUntil: expect.any(String) });
    expect((await prove(answer)).body.code).toBe('passkey-refused');
    expect((await person.api.post(`${mine}/options`)).status).toBe(200);
  });

  it('ID-6 proves the person on the page, and goes on with what they wanted', async () => {
    const { device } = await withPasskey();
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    await visitor.post('/sign-in/passkey', { answer: JSON.stringify(device.get(await options())) });
    const page = await visitor.get('/account/passkeys/new');
    const asked = (/data-options="([^"]+)"/.exec(page.html)?.[1] ?? '').replaceAll('&quot;', '"');
    const answer = JSON.stringify(device.get(JSON.parse(asked)));
    const about = { action: 'change-second-factor', next: '/account/passkeys/new' };
    const done = await visitor.post('/step-up/passkey', { ...about, answer });
    expect([done.url, done.html.includes('data-passkey="create"')]).toEqual(['/account/passkeys/new', true]);
  });

  it('ID-6 can be left without the proof where only a passkey would do', async () => {
    const { person, device } = await withPasskey();
    await portal.sql('delete from identity.recovery_code where user_id = $1', [person.userId]);
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    await visitor.post('/sign-in/passkey', { answer: JSON.stringify(device.get(await options())) });
    const { html } = await visitor.get('/step-up?action=change-email&back=%2Faccount%2Fmfa');
    const asides = html.match(/<noscript>.*?<\/noscript>/gs) ?? [];
    expect(asides.map((aside) => aside.includes('A passkey needs JavaScript'))).toEqual([true]);
    expect(html).not.toContain('Everything here still works');
    expect(html).toMatch(/<a href="\/account\/mfa"[^>]*>Cancel</);
  });

  it('takes no more than twenty', async () => {
    const person = await signedInMember(portal);
    for (let each = 0; each < 20; each += 1) expect((await register(person)).added.status).toBe(201);
    expect((await register(person)).added.body.code).toBe('too-many-passkeys');
  });
});
