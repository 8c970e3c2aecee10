import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { symbols } from 'pino';
import { log } from '../../src/platform/logging/log.js';
import { goodPassword, type SignedInMember, signedInMember } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';
import { boughtLicense, type Licensed } from '../modules/identity/licensed.js';

interface Written {
  write(line: string): unknown;
}

const stream = (log as unknown as Record<symbol, Written>)[symbols.streamSym];
const lines: string[] = [];
let portal: Portal;
let member: SignedInMember;
let license: Licensed;

beforeAll(async () => {
  if (!stream) throw new Error('The log has no stream.');
  log.level = 'debug';
  stream.write = (line) => lines.push(line);
  portal = await startPortal();
  member = await signedInMember(portal);
  license = await boughtLicense(portal, 'logged@example.com');
});
afterAll(async () => {
  log.level = 'silent';
  await portal.close();
});

function linkIn(address: string): string {
  const mail = portal.mailTo(address);
  return /token=([\w-]+)/.exec(`${mail?.text}`)?.[1] ?? '';
}

describe('The log', () => {
  it('A11 C1 holds no secret and no address of a day, whether things work, are refused or fail', async () => {
    const wrong = 'Wrong-Password-99!';
    const { serialNumber, uid } = license;
    const visitor = portal.visitor();
    await visitor.get(`/sign-in?serial=${serialNumber}&uid=${uid}`);
    await visitor.post('/sign-in', { login: member.email, password: wrong });
    await visitor.post('/sign-in/serial', { serialNumber, uid });
    await portal.api().post('/api/v1/sign-in/serial', { serialNumber, uid: 'QQQQ-WWWW' });
    const { ticket } = (await portal.api().post('/api/v1/sign-in/serial', { serialNumber, uid })).body;
    const first = await portal.api().post('/api/v1/sign-in/set-password', { ticket, password: goodPassword });
    const refreshed = await portal
      .api()
      .post('/api/v1/sign-in/refresh', { refreshToken: first.body.refreshToken });
    await portal.api().post('/api/v1/sign-in/refresh', { refreshToken: first.body.refreshToken });
    await portal.api().post('/api/v1/password-resets', { login: member.email });
    await portal.settle();
    const reset = linkIn(member.email);
    expect(reset).not.toBe('');
    await visitor.get(`/reset-password?token=${reset}`);
    await visitor.get(`/no-such-page?token=${reset}`);
    await portal.api().post('/api/v1/sign-in/password', `{"login":"${member.email}","password":"${wrong}`);
    // The database fails in the middle of everything, so what it says of itself is logged.
    await portal.sql('alter table identity.reset_request add constraint nobody check (false) not valid');
    await portal.api().post('/api/v1/password-resets', { login: member.email });
    await portal.sql('alter table identity.user rename to user_gone');
    await portal.sql('alter table identity.one_time_link rename to one_time_link_gone');
    await portal.sql('alter table identity.refresh_token rename to refresh_token_gone');
    await portal.api().post('/api/v1/sign-in/password', { login: member.email, password: wrong });
    await portal.api().post('/api/v1/sign-in/refresh', { refreshToken: refreshed.body.refreshToken });
    await portal.api().post('/api/v1/sign-in/set-password', { ticket, password: wrong });
    await portal.api().post('/api/v1/password-resets/confirm', { token: reset, password: goodPassword });
    await member.api.get('/api/v1/me');
    await visitor.get(`/reset-password?token=${reset}`);
    const text = lines.join('\n');
    expect(text).toContain('a request was refused');
    expect(text).toContain('a request failed');
    const secrets = {
      ...{ serialNumber, folded: serialNumber.replaceAll('-', ''), uid, ticket, reset, wrong, goodPassword },
      ...{
        access: first.body.accessToken,
        refresh: first.body.refreshToken,
        next: refreshed.body.refreshToken,
      },
      ...{ member: member.accessToken, code: first.body.recoveryCodes[0], email: member.email },
    };
    expect(Object.entries(secrets).filter(([, secret]) => text.includes(secret))).toEqual([]);
  });
});
