import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { MailIntake } from '../../../src/platform/ports/mail-intake.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aTicket, browserOf } from './desk.js';
import { mailbox } from './mail-desk.js';

let portal: Portal;
let member: SignedInMember;
let administrator: SignedInPerson;

beforeAll(async () => {
  portal = await startPortal({ environment: { INBOUND_ADDRESS: mailbox } });
  member = await signedInMember(portal);
  administrator = await signedInStaff(portal, 'administrator');
});
afterAll(() => portal.close());

interface Delivery {
  readonly id: string;
  readonly status: string;
  readonly bounce_status: string | null;
  readonly message_id: string;
}

const deliveryOf = async (id: string) =>
  (await portal.sql<Delivery>('select * from platform.mail_delivery where id = $1', [id]))[0];

/** A mail that left: the confirmation of a new request. */
async function aMail(of = member): Promise<Delivery> {
  const { id } = await aTicket(of);
  await portal.settle();
  const [sent] = await portal.sql<Delivery>(
    `select * from platform.mail_delivery where event->'payload'->>'ticketId' = $1`,
    [id],
  );
  if (sent?.status !== 'sent') throw new Error('The mail did not leave.');
  return sent;
}

/** As Postfix writes it (RFC 3464), about the mail with that Message-ID. */
function report(
  messageId: string,
  about: { action?: string; status?: string; original?: string; head?: string } = {},
): string {
  const { action = 'failed', status = 'Status: 5.1.1', original = 'message/rfc822' } = about;
  return [
    'From: MAILER-DAEMON@mx.example.com (Mail Delivery System)',
    `To: ${mailbox}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <${randomUUID()}@mx.example.com>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I could not deliver your message.',
    '',
    '--b',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.com',
    'Arrival-Date: Fri, 27 Nov 2026 09:00:00 +0000',
    '',
    'Final-Recipient: rfc822; nobody@example.com',
    `Action: ${action}`,
    ...(status === '' ? [] : [status]),
    'Diagnostic-Code: smtp; 550 5.1.1 <nobody@example.com>:',
    '    Recipient address rejected: User unknown',
    '',
    '--b',
    'Content-Description: Undelivered Message',
    `Content-Type: ${original}`,
    '',
    about.head ?? `From: portal@latchkey.test\nMessage-ID:\n ${messageId}\nSubject: We have your request`,
    '',
    'Hello, <in-the-text@latchkey.test>',
    '',
    '--b--',
    '',
  ].join('\r\n');
}

async function comes(raw: string): Promise<void> {
  const content = Readable.from([Buffer.from(raw.replace(/\r?\n/g, '\r\n'))]);
  await portal.get(MailIntake).take({ recipients: [mailbox], content, maxBytes: 1_000_000 });
  await portal.settle();
}

const shown = async (id: string) =>
  (await member.api.get('/api/v1/me/mails?limit=100')).body.items.find(
    (mail: { id: string }) => mail.id === id,
  );

describe('SU-5 NO-2 a bounce', () => {
  it.each([
    ['5.1.1', 'The mail server of the address does not take it (5.1.1)'],
    ['4.2.2', 'It could not be delivered for a long time (4.2.2)'],
  ])('SU-5 NO-2 with %s is told in the delivery log and to the person', async (status, words) => {
    const mail = await aMail();
    await comes(report(mail.message_id, { status: `Status: ${status}` }));
    expect(await deliveryOf(mail.id)).toMatchObject({ status: 'bounced', bounce_status: status });
    expect(await shown(mail.id)).toMatchObject({ state: 'bounced', bounceStatus: status, answer: null });
    const { html } = await (await browserOf(portal, member)).get('/account/mails');
    expect(html).toContain(words);
    const desk = await (await browserOf(portal, administrator)).get('/admin/operations');
    expect(desk.html).toContain('Came back');
    expect(desk.html).toContain(status);
    const { body } = await administrator.api.get('/api/v1/staff/operations');
    expect(body.mails.find(({ id }: { id: string }) => id === mail.id)).toMatchObject({
      status: 'bounced',
      bounceStatus: status,
    });
  });

  it('AD-1 OP-1 is counted on the console, and in the metrics until the mail is sent again', async () => {
    const counted = async () => {
      const { html } = await portal.visitor().get('/metrics');
      const desk = await (await browserOf(portal, administrator)).get('/admin');
      return [
        /^latchkey_bounced_mails (\d+)$/m.exec(html)?.[1],
        /Bounced mails<\/span>\s*<span[^>]*>(\d+)</.exec(desk.html)?.[1],
      ];
    };
    const before = Number((await counted())[0]);
    const mail = await aMail();
    await comes(report(mail.message_id, { status: 'Status: 5.1.1' }));
    expect(await counted()).toEqual([String(before + 1), String(before + 1)]);
    await administrator.api.post(`/api/v1/staff/operations/mails/${mail.id}/send-again`, {});
    expect(await counted()).toEqual([String(before), String(before)]);
  });

  it('SU-5 twice, or of another kind later, changes nothing; staff may send the mail again', async () => {
    const mail = await aMail();
    await comes(report(mail.message_id, { status: 'Status: 4.4.7' }));
    const before = await deliveryOf(mail.id);
    await comes(report(mail.message_id));
    expect(await deliveryOf(mail.id)).toEqual(before);
    const again = await administrator.api.post(`/api/v1/staff/operations/mails/${mail.id}/send-again`);
    expect(again.status).toBeLessThan(300);
    await portal.settle();
    expect(await deliveryOf(mail.id)).toMatchObject({ status: 'sent', bounce_status: null });
  });

  it.each([
    ['only the headers', { original: 'text/rfc822-headers' }, '5.1.1'],
    ['no code', { status: '' }, '5.0.0'],
    ['a code that is none', { status: 'Status: many words' }, '5.0.0'],
    ['a code of success', { status: 'Status: 2.0.0' }, '5.0.0'],
    ['a comment after the code', { status: 'Status: 5.7.1 (rejected)' }, '5.7.1'],
  ])('SU-5 counts with %s', async (_, about, status) => {
    const mail = await aMail();
    await comes(report(mail.message_id, about));
    expect(await deliveryOf(mail.id)).toMatchObject({ status: 'bounced', bounce_status: status });
  });

  it.each([
    ['a delay', { action: 'delayed', status: 'Status: 4.4.1' }],
    ['a delivery', { action: 'delivered', status: 'Status: 2.0.0' }],
    ['no original', { original: 'text/plain' }],
    ['a Message-ID in the text only', { head: 'From: portal@latchkey.test\nSubject: x\n\nMessage-ID: ours' }],
  ])('SU-5 is none for %s', async (_, about) => {
    const mail = await aMail();
    const head = about && 'head' in about ? about.head.replace('ours', mail.message_id) : undefined;
    await comes(report(mail.message_id, { ...about, ...(head ? { head } : {}) }));
    expect(await deliveryOf(mail.id)).toMatchObject({ status: 'sent', bounce_status: null });
  });

  it('SU-5 that is forged changes nothing: it needs a Message-ID of ours', async () => {
    const mail = await aMail();
    const host = mail.message_id.slice(mail.message_id.indexOf('@'));
    const near = `${mail.id.slice(0, -1)}${mail.id.endsWith('0') ? '1' : '0'}`;
    for (const guess of [`<${newId()}${host}`, `<${near}${host}`, `<${mail.id}@elsewhere.example>`, '<x>'])
      await comes(report(guess));
    expect(await deliveryOf(mail.id)).toMatchObject({ status: 'sent' });
    const bounced = await portal.sql(
      `select 1 from platform.mail_delivery where status = 'bounced' and changed_at > $1`,
      [
        (
          await portal.sql<{ now: Date }>(
            'select changed_at as now from platform.mail_delivery where id = $1',
            [mail.id],
          )
        )[0]?.now,
      ],
    );
    expect(bounced).toEqual([]);
  });

  it('SU-5 in a mail that a person wrote changes nothing', async () => {
    const mail = await aMail();
    const raw = report(mail.message_id).replace(
      'From: MAILER-DAEMON@mx.example.com',
      `From: ${member.email}`,
    );
    await comes(
      raw
        .replace('Auto-Submitted: auto-replied\r\n', '')
        .replace('multipart/report; report-type=delivery-status', 'multipart/mixed')
        .replace('message/delivery-status', 'text/x-report'),
    );
    expect(await deliveryOf(mail.id)).toMatchObject({ status: 'sent' });
  });

  it('SU-5 of a mail that did not leave, or waits again, changes nothing', async () => {
    const mail = await aMail();
    for (const status of ['failed', 'skipped']) {
      await portal.sql('update platform.mail_delivery set status = $1 where id = $2', [status, mail.id]);
      await comes(report(mail.message_id));
      expect(await deliveryOf(mail.id)).toMatchObject({ status, bounce_status: null });
    }
  });
});
