import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testConfig } from '../../harness/config.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { nextPort } from '../../harness/ports.js';
import { aTicket } from './desk.js';
import { becameOf, deliver, mailbox, replyAddress } from './mail-desk.js';

const ours = 'mx.vendor.example';
const installed = ['swaks', 'openssl'].every((name) => spawnSync(name, ['version']).error === undefined);
if (!installed) console.warn('SKIPPED: without swaks and openssl nobody sends to the portal over TLS.');

let portal: Portal;
let member: SignedInMember;
let agent: SignedInPerson;
let port: number;
let folder: string;

beforeAll(async () => {
  port = await nextPort();
  folder = mkdtempSync(join(tmpdir(), 'latchkey-mail-'));
  const [certificate, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  if (installed)
    spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', key, '-out', certificate, '-days', '2', '-subj', '/CN=help.latchkey.test'],
    ]);
  portal = await startPortal({
    environment: {
      INBOUND_ADDRESS: mailbox,
      INBOUND_SMTP_PORT: String(port),
      INBOUND_SMTP_HOST: '127.0.0.1',
      INBOUND_SMTP_ALLOWED: 'loopback',
      INBOUND_AUTHENTICATED_BY: ours,
      ...(installed ? { INBOUND_SMTP_CERTIFICATE: certificate, INBOUND_SMTP_KEY: key } : {}),
    },
  });
  member = await signedInMember(portal);
  agent = await signedInStaff(portal);
});
afterAll(async () => {
  await portal?.close();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;

/** What became of a mail of the member with these headers on top. */
async function sent(to: string, ...heads: string[]) {
  const mailId = `secured-${++count}@fjord.example`;
  const head = [`From: ${member.email}`, `To: ${to}`, 'Subject: The export fails', `Message-ID: <${mailId}>`];
  const raw = [...heads, ...head, 'Content-Type: text/plain', '', 'It fails since today.', ''].join('\n');
  await deliver(port, { from: member.email, to, raw });
  await portal.settle();
  const [row] = await becameOf(portal, mailId);
  return row;
}
const verdict = (server: string, words: string) => `Authentication-Results: ${server}; ${words}`;

describe('SU-5 INBOUND_AUTHENTICATED_BY', () => {
  it('SU-5 opens requests by mail for whom that server vouches, and for nobody else', async () => {
    const domain = member.email.split('@')[1];
    const held = { status: 'held', reason: 'unauthenticated-sender', ticket_id: null };
    expect(await sent(mailbox)).toMatchObject(held);
    expect(await sent(mailbox, verdict('mx.elsewhere.example', 'dmarc=pass'))).toMatchObject(held);
    expect(await sent(mailbox, verdict(ours, 'dkim=pass header.d=elsewhere.example'))).toMatchObject(held);
    expect(await sent(mailbox, verdict(ours, 'dmarc=fail'))).toMatchObject(held);
    expect(await sent(mailbox, verdict(ours, 'dmarc=pass'))).toMatchObject({ status: 'taken', reason: null });
    expect(await sent(mailbox, verdict(ours, `spf=pass smtp.mailfrom=${domain}`))).toMatchObject({
      status: 'taken',
    });
  });

  it('SU-5 holds an answer that failed there, and takes one of which it says nothing', async () => {
    const { id } = await aTicket(member);
    const path = `/api/v1/staff/tickets/${id}/messages`;
    await agent.api.post(path, { body: 'Please install 3.2.1.', visibility: 'public' });
    await portal.settle();
    const to = replyAddress(portal, member.email);
    expect(await sent(to, verdict(ours, 'dmarc=fail'))).toMatchObject({
      ...{ status: 'held', reason: 'unauthenticated-sender', ticket_id: id },
    });
    expect(await sent(to, verdict('mx.elsewhere.example', 'dmarc=fail'))).toMatchObject({
      ...{ status: 'taken', ticket_id: id },
    });
    expect(await sent(to)).toMatchObject({ status: 'taken', ticket_id: id });
  });

  it('SU-5 needs to know who may deliver, since whoever may could write the verdict', () => {
    const environment = {
      ...{ INBOUND_ADDRESS: mailbox, INBOUND_SMTP_PORT: '2525', INBOUND_AUTHENTICATED_BY: ours },
      DATABASE_URL: 'postgres://a@localhost/a',
    };
    expect(() => testConfig(environment)).toThrow(/INBOUND_SMTP_ALLOWED.*deliver/s);
    expect(testConfig({ ...environment, INBOUND_SMTP_ALLOWED: '192.0.2.7' }).inbound).toMatchObject({
      ...{ authenticatedBy: ours, smtp: { allowed: ['192.0.2.7'] } },
    });
  });
});

(installed ? describe : describe.skip)('SU-5 STARTTLS', () => {
  // The server is in this process, so nothing here may wait for swaks without doing anything else.
  const swaks = async (...args: string[]): Promise<string> => {
    const given = ['--server', `127.0.0.1:${port}`, '--from', member.email, '--to', mailbox, ...args];
    const { stdout } = await promisify(execFile)('swaks', given).catch((error: { stdout: string }) => error);
    return stdout;
  };

  it('SU-5 takes mails over TLS, with the certificate that was named', async () => {
    const mailId = `tls-${++count}@fjord.example`;
    const saved = join(folder, 'peer.pem');
    const head = ['--header', `Message-Id: <${mailId}>`, '--header', verdict(ours, 'dmarc=pass')];
    const said = await swaks('--tls', '--tls-get-peer-cert', saved, ...head, '--body', 'Hello over TLS');
    expect(said).toMatch(/^<- {2}250[- ]STARTTLS/m);
    expect(said).toMatch(/^=== TLS started with cipher TLSv1\.[23]:/m);
    expect(said).toMatch(/^<~ {2}250 .*\n ~> QUIT/m);
    expect(readFileSync(saved, 'utf8').trim()).toBe(readFileSync(join(folder, 'cert.pem'), 'utf8').trim());
    await portal.settle();
    expect(await becameOf(portal, mailId)).toMatchObject([{ status: 'taken' }]);
  });

  it('SU-5 refuses TLS that is no longer safe, and takes no passwords', async () => {
    expect(await swaks('--tls', '--tls-protocol', 'tlsv1_1')).not.toMatch(/TLS started/);
    expect(await swaks('--tls', '--quit-after', 'EHLO')).not.toMatch(/^<~.*AUTH/m);
  });
});
