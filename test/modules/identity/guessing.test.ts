import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Passwords } from '../../../src/modules/identity/application/passwords/passwords.js';
import { goodPassword, keyHolder, type SignedInPerson, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { boughtLicense, unclaimedLicense } from './licensed.js';

const newPassword = 'Copper-Harbour-93?';

let portal: Portal;
let networks = 0;

beforeAll(async () => {
  portal = await startPortal({ environment: { TRUSTED_PROXIES: '127.0.0.1' } });
});
afterAll(() => portal.close());

/** An address that nobody came from before. */
const newNetwork = (): string => {
  networks += 1;
  return `198.51.${Math.floor(networks / 250)}.${(networks % 250) + 1}`;
};
const from = (network: string) => ({ 'x-forwarded-for': network });
const signIn = (login: string, password: string, network: string) =>
  portal.api().post('/api/v1/sign-in/password', { login, password }, from(network));

async function guess(login: string, times: number, network: string): Promise<void> {
  for (let tried = 0; tried < times; tried += 1) await signIn(login, `Wrong-Guess-${tried}?`, network);
}

/** How many passwords the portal compared meanwhile. */
async function comparedDuring(work: () => Promise<unknown>): Promise<number> {
  const passwords = portal.get(Passwords);
  const before = passwords.matches;
  let compared = 0;
  passwords.matches = (...about) => {
    compared += 1;
    return before.apply(passwords, about);
  };
  await work();
  passwords.matches = before;
  return compared;
}

async function signInOnPage(person: SignedInPerson, password: string, network: string): Promise<string> {
  const visitor = portal.visitor();
  await visitor.get('/sign-in', from(network));
  return (await visitor.post('/sign-in', { login: person.email, password }, from(network))).url;
}

describe('A5 ID-11 guessing a password', () => {
  it('is looked at ten times for an account and a network, also when all guesses come at once', async () => {
    const [member, network] = [await signedInMember(portal), newNetwork()];
    const guesses = Array.from({ length: 40 }, (_, n) =>
      n % 2 ? member.email : `  ${member.email.toUpperCase()} `,
    );
    const compared = await comparedDuring(() =>
      Promise.all(guesses.map((login, n) => signIn(login, `Wrong-Guess-${n}?`, network))),
    );
    expect(compared).toBe(10);
    expect((await signIn(member.email, goodPassword, network)).status).toBe(401);
    expect(await signInOnPage(member, goodPassword, network)).toBe('/sign-in');
    expect((await signIn(member.email, goodPassword, newNetwork())).status).toBe(200);
    expect(await signInOnPage(member, goodPassword, newNetwork())).toBe('/');
  });

  it('is looked at ten times on the page, too, and for an account that is none', async () => {
    const [member, network] = [await signedInMember(portal), newNetwork()];
    for (const login of [member.email, 'nobody.at.all@example.com']) {
      const visitor = portal.visitor();
      await visitor.get('/sign-in', from(network));
      const compared = await comparedDuring(async () => {
        for (let tried = 0; tried < 12; tried += 1)
          await visitor.post('/sign-in', { login, password: `Wrong-Guess-${tried}?` }, from(network));
      });
      expect([login, compared]).toEqual([login, 10]);
    }
  });

  it('goes on after a quarter of an hour', async () => {
    const [member, network] = [await signedInMember(portal), newNetwork()];
    await guess(member.email, 10, network);
    expect((await signIn(member.email, goodPassword, network)).status).toBe(401);
    await portal.sql(
      `update platform.rate_limit set expire = expire - 900000 where key like '%sign-in-account%'`,
    );
    expect((await signIn(member.email, goodPassword, network)).status).toBe(200);
  });

  it('is looked at a hundred times in a row, from however many networks, and the mailed link stays open', async () => {
    const member = await signedInMember(portal);
    for (let attacker = 0; attacker < 10; attacker += 1) await guess(member.email, 10, newNetwork());
    expect((await signIn(member.email, goodPassword, newNetwork())).status).toBe(401);
    expect(await signInOnPage(member, goodPassword, newNetwork())).toBe('/sign-in');
    await portal.api().post('/api/v1/password-resets', { login: member.email }, from(newNetwork()));
    await portal.settle();
    const token = /reset-password\?token=([\w-]+)/.exec(portal.mailTo(member.email)?.text ?? '')?.[1];
    const reset = { token, password: newPassword };
    expect((await portal.api().post('/api/v1/password-resets/confirm', reset)).status).toBe(204);
    expect((await signIn(member.email, newPassword, newNetwork())).status).toBe(200);
  }, 60_000);

  it('starts to count anew with the right password', async () => {
    const member = await signedInMember(portal);
    for (let attacker = 0; attacker < 9; attacker += 1) await guess(member.email, 10, newNetwork());
    expect((await signIn(member.email, goodPassword, newNetwork())).status).toBe(200);
    await guess(member.email, 9, newNetwork());
    await guess(member.email, 9, newNetwork());
    expect((await signIn(member.email, goodPassword, newNetwork())).status).toBe(200);
  }, 60_000);

  it('does not keep the owner out, who signs in from a known device 100 times of 100', async () => {
    const [member, network] = [await signedInMember(portal), newNetwork()];
    const strangers = Array.from({ length: 11 }, newNetwork);
    const device = member.visitor.cookies.get('latchkey-device') ?? '';
    expect(device).not.toBe('');
    let landed = 0;
    for (let time = 0; time < 100; time += 1) {
      const attack = signIn(member.email, 'Wrong-Guess-1?', strangers[time % 11] ?? network);
      const owner = portal.visitor();
      owner.cookies.set('latchkey-device', device);
      await owner.get('/sign-in', from(network));
      const fields = { login: member.email, password: goodPassword };
      if ((await owner.post('/sign-in', fields, from(network))).url === '/') landed += 1;
      await attack;
    }
    expect(landed).toBe(100);
  }, 90_000);

  it('gives a browser that is known to another account no budget of its own', async () => {
    const [member, other, network] = [
      await signedInMember(portal),
      await signedInMember(portal),
      newNetwork(),
    ];
    const cookie = `latchkey-device=${other.visitor.cookies.get('latchkey-device')}`;
    await guess(member.email, 10, network);
    const answer = await portal
      .api()
      .post(
        '/api/v1/sign-in/password',
        { login: member.email, password: goodPassword },
        { ...from(network), cookie },
      );
    expect(answer.status).toBe(401);
  });
});

describe('ID-11 the other ways in', () => {
  it('stay open for whoever guessed too often and then takes the mailed link, from the same network', async () => {
    const [member, network] = [await signedInMember(portal), newNetwork()];
    await guess(member.email, 10, network);
    await portal.api().post('/api/v1/password-resets', { login: member.email }, from(network));
    await portal.settle();
    const token = /token=([\w-]+)/.exec(portal.mailTo(member.email)?.text ?? '')?.[1] ?? '';
    const visitor = portal.visitor();
    await visitor.get(`/reset-password?token=${token}`, from(network));
    const fields = { token, password: newPassword, repetition: newPassword };
    expect((await visitor.post('/reset-password', fields, from(network))).url).toBe('/sign-in');
    expect((await signIn(member.email, newPassword, network)).status).toBe(200);
    expect(await signInOnPage(member, newPassword, network)).toBe('/');
  });

  it('stay open by recovery code and by serial number while strangers guess the password', async () => {
    const license = await unclaimedLicense(portal);
    const { recoveryCodes, api } = await keyHolder(portal, license);
    const { serialNumber, uid } = license;
    const { id } = (await api.get('/api/v1/me')).body;
    await portal.sql("update identity.user set username = 'guessed_1' where id = $1", [id]);
    const network = newNetwork();
    await guess('guessed_1', 10, network);
    const pair = await portal.api().post('/api/v1/sign-in/serial', { serialNumber, uid }, from(network));
    expect(pair.body.next).toBe('password');
    const visitor = portal.visitor();
    await visitor.get('/recover', from(network));
    const secret = { login: 'guessed_1', code: recoveryCodes[0] ?? '' };
    const fields = { ...secret, password: newPassword, repetition: newPassword };
    expect((await visitor.post('/recover', fields, from(network))).url).toBe('/sign-in');
    expect((await signIn('guessed_1', newPassword, network)).status).toBe(200);
  });

  it('A5 ends after ten wrong recovery codes, on the page and the API together', async () => {
    const { recoveryCodes, api } = await keyHolder(portal, await unclaimedLicense(portal));
    const { id } = (await api.get('/api/v1/me')).body;
    await portal.sql("update identity.user set username = 'recovered_1' where id = $1", [id]);
    const network = newNetwork();
    const fields = (code: string) => ({ login: 'recovered_1', code, password: newPassword });
    const byApi = (code: string, of = network) =>
      portal.api().post('/api/v1/password-resets/recovery-code', fields(code), from(of));
    const visitor = portal.visitor();
    await visitor.get('/recover', from(network));
    const byPage = (code: string) =>
      visitor.post('/recover', { ...fields(code), repetition: newPassword }, from(network));
    const refused = await byApi('AAAA-BBBB-CCCC-DDDD');
    expect([refused.status, refused.body.code]).toEqual([401, 'access-denied']);
    for (let wrong = 1; wrong < 10; wrong += 1) await (wrong % 2 ? byPage : byApi)('AAAA-BBBB-CCCC-DDDD');
    const [code = ''] = recoveryCodes;
    expect([(await byApi(code)).status, (await byPage(code)).url]).toEqual([401, '/recover']);
    expect((await byApi(code, newNetwork())).status).toBe(204);
    expect((await signIn('recovered_1', newPassword, newNetwork())).status).toBe(200);
    expect((await byApi(code, newNetwork())).body).toMatchObject({ code: 'access-denied' });
  });

  it('stay open however often strangers ask for a new password', async () => {
    const [member, stranger] = [await signedInMember(portal), newNetwork()];
    const ask = () => portal.api().post('/api/v1/password-resets', { login: member.email }, from(stranger));
    const answers = await Promise.all(Array.from({ length: 30 }, ask));
    for (const { status } of answers) expect(status).toBe(202);
    expect((await ask()).status).toBe(429);
    await portal.settle();
    expect(portal.mails().filter(({ to }) => to.includes(member.email)).length).toBeLessThanOrEqual(5);
    expect((await signIn(member.email, goodPassword, stranger)).status).toBe(200);
    expect(await signInOnPage(member, goodPassword, newNetwork())).toBe('/');
    expect((await member.api.get('/api/v1/me')).status).toBe(200);
  });
});

describe('S1.14 guessing the UID of a serial number', () => {
  it('ends after ten wrong pairs however the serial number is spelled, for that network only', async () => {
    const license = await boughtLicense(portal, 'guessed.pair@example.com');
    const { serialNumber, uid } = license;
    const spellings = [
      serialNumber,
      serialNumber.toLowerCase(),
      serialNumber.replaceAll('-', ' '),
      serialNumber.replaceAll('-', ''),
      ` ${serialNumber.replaceAll('1', 'l').replaceAll('0', 'o')} `,
    ];
    const network = newNetwork();
    const start = (typed: string, secret: string, where: string) =>
      portal.api().post('/api/v1/sign-in/serial', { serialNumber: typed, uid: secret }, from(where));
    for (let tried = 0; tried < 10; tried += 1)
      await start(spellings[tried % 5] ?? '', `wrong-${tried}`, network);
    for (const typed of spellings) expect((await start(typed, uid, network)).status).toBe(401);
    const visitor = portal.visitor();
    await visitor.get('/sign-in', from(network));
    const page = await visitor.post('/sign-in/serial', { serialNumber, uid, next: '' }, from(network));
    expect([page.status, page.html.includes('Access denied')]).toEqual([422, true]);
    expect((await start(serialNumber, uid, newNetwork())).status).toBe(200);
  });

  it('ends for a network after a hundred wrong pairs of any serial numbers, and not for its neighbor', async () => {
    const { serialNumber, uid } = await boughtLicense(portal, 'guessed.many@example.com');
    const network = newNetwork();
    const start = (typed: string, where: string) =>
      portal.api().post('/api/v1/sign-in/serial', { serialNumber: typed, uid }, from(where));
    for (let tried = 0; tried < 100; tried += 1)
      await start(`0000-0000-0000-${String(tried).padStart(4, '0')}`, network);
    const refused = await start(serialNumber, network);
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect((await start(serialNumber, newNetwork())).status).toBe(200);
  });
});
