import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { nextPort } from '../../harness/ports.js';
import { aTicket, pixel } from './desk.js';
import { becameOf, deliver, mailbox, replyAddress } from './mail-desk.js';

let portal: Portal;
let member: SignedInMember;
let agent: SignedInPerson;
let port: number;

beforeAll(async () => {
  port = await nextPort();
  portal = await startPortal({
    environment: {
      INBOUND_ADDRESS: mailbox,
      INBOUND_SMTP_PORT: String(port),
      INBOUND_SMTP_HOST: '127.0.0.1',
      INBOUND_MAX_MIB: '1',
    },
  });
  member = await signedInMember(portal);
  agent = await signedInStaff(portal);
});
afterAll(() => portal.close());

/** A request of the member that the agent has and answered, and where its mail says answers go. */
async function answered(): Promise<{ id: string; number: string; to: string }> {
  const ticket = await aTicket(member);
  const base = `/api/v1/staff/tickets/${ticket.id}`;
  await agent.api.post(`${base}/assign`, { assigneeId: agent.userId });
  await agent.api.post(`${base}/messages`, { body: 'Please install 3.2.1.', visibility: 'public' });
  await agent.api.post(`${base}/status`, { status: 'on-hold' });
  await portal.settle();
  return { ...ticket, to: replyAddress(portal, member.email) };
}

const messagesOf = async (id: string) =>
  (await agent.api.get(`/api/v1/staff/tickets/${id}`)).body.messages as readonly {
    readonly body: string;
    readonly author: { readonly kind: string; readonly name: string };
    readonly attachments: readonly {
      readonly fileName: string;
      readonly contentType: string;
      readonly href: string;
    }[];
  }[];

let count = 0;
const newId = () => `mail-${++count}@fjord.example`;

const withPicture = (id: string, to: string) => `From: Mira Solberg <${member.email}>
To: <${to}>
Subject: Re: [R-1] New reply
Message-ID: <${id}>
Date: Thu, 26 Nov 2026 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

It works now, see the picture.

On Thu, Nov 26, 2026 at 9:14 AM Latchkey <${to}> wrote:

> Please install 3.2.1.
--b
Content-Type: application/octet-stream; name="screen.png"
Content-Disposition: attachment; filename="screen.png"
Content-Transfer-Encoding: base64

${pixel.toString('base64')}
--b--
`;

const plain = (about: {
  id: string;
  from: string;
  to: string;
  text?: string;
  head?: string;
}) => `From: ${about.from}
To: ${about.to}
Subject: The export fails
Message-ID: <${about.id}>
${about.head ?? ''}Content-Type: text/plain; charset=utf-8

${about.text ?? 'It fails since today.'}
`;

describe('SU-5 mails about a request', () => {
  it('SU-5 belong together for mail programs, and are answered at an address of their own', async () => {
    const { id, to } = await answered();
    const mail = portal.mailTo(member.email);
    expect(to).toMatch(/^support\+[0-9a-v]{48}@help\.latchkey\.test$/);
    expect(mail?.headers).toMatchObject({
      references: `<request.${id}@latchkey.test>`,
      'in-reply-to': `<request.${id}@latchkey.test>`,
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
    });
    expect(mail?.text).toContain('reply to this mail');
    const told = portal.mailTo(agent.email);
    expect(told?.headers['reply-to'] ?? '').not.toContain('help.latchkey.test');
  });

  it('S3.12 an answer by mail lands in the same request once, with its files, moves its status, and tells who has it', async () => {
    const { id, to } = await answered();
    portal.sink.clear();
    const mailId = newId();
    for (let times = 0; times < 2; times += 1)
      await deliver(port, { from: member.email, to, raw: withPicture(mailId, to) });
    await portal.settle();
    const [, , message, ...more] = await messagesOf(id);
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      body: 'It works now, see the picture.',
      author: { kind: 'customer', name: 'Mira Solberg' },
      attachments: [{ fileName: 'screen.png', contentType: 'image/png' }],
    });
    const file = await member.api.get(
      `/api/v1/tickets/${id}/attachments/${message?.attachments[0]?.href.split('/').at(-1)}`,
    );
    expect(file.body.equals(pixel)).toBe(true);
    const { status, due } = (await member.api.get(`/api/v1/tickets/${id}`)).body;
    expect({ status, pausedSince: due.pausedSince }).toEqual({ status: 'open', pausedSince: null });
    expect(portal.mails().map((mail) => mail.to)).toEqual([[agent.email]]);
    expect(portal.mailTo(agent.email)?.text).toContain('It works now, see the picture.');
    const rows = await becameOf(portal, mailId);
    expect(rows).toMatchObject([{ status: 'taken', ticket_id: id }]);
    expect(rows[0]?.quoted).toContain('> Please install 3.2.1.');
    await agent.api.post(`/api/v1/staff/tickets/${id}/messages`, { body: 'Good.', visibility: 'public' });
    await portal.settle();
    expect(portal.mailTo(member.email)?.headers).toMatchObject({
      'in-reply-to': `<${mailId}>`,
      references: expect.stringMatching(new RegExp(`^<request\\.${id}@latchkey\\.test>\\s+<${mailId}>$`)),
    });
  });

  it('SU-5 is found by what it answers when a program wrote to the mailbox itself', async () => {
    const { id } = await answered();
    const answersId = portal.mailTo(member.email)?.messageId;
    const mailId = newId();
    const raw = plain({ id: mailId, from: member.email, to: mailbox, head: `In-Reply-To: ${answersId}\n` });
    await deliver(port, { from: member.email, to: mailbox, raw });
    await portal.settle();
    expect(await becameOf(portal, mailId)).toMatchObject([{ status: 'taken', ticket_id: id }]);
  });

  it('SU-5 never speaks for a customer whom it only names', async () => {
    const { id, to } = await answered();
    const stranger = await signedInMember(portal, { organizationName: 'Elsewhere' });
    const [other, forged, guessed] = [newId(), newId(), newId()];
    const bent = `${to.slice(0, 20)}${to[20] === '0' ? '1' : '0'}${to.slice(21)}`;
    await deliver(port, { from: 'x@y.example', to, raw: plain({ id: other, from: stranger.email, to }) });
    await deliver(port, {
      from: 'x@y.example',
      to: bent,
      raw: plain({ id: forged, from: member.email, to }),
    });
    const head = `References: <request.${id}@latchkey.test>\n`;
    await deliver(port, {
      from: 'x@y.example',
      to: mailbox,
      raw: plain({ id: guessed, from: member.email, to, head }),
    });
    await portal.settle();
    expect(await becameOf(portal, other)).toMatchObject([
      { status: 'held', reason: 'unconfirmed-sender', ticket_id: id },
    ]);
    expect(await becameOf(portal, forged)).toMatchObject([
      { status: 'held', reason: 'forged-address', ticket_id: null },
    ]);
    expect(await becameOf(portal, guessed)).toMatchObject([
      { status: 'held', reason: 'unconfirmed-sender', ticket_id: id },
    ]);
    expect(await messagesOf(id)).toHaveLength(2);
  });

  it('B5 is refused from the moment that its author left', async () => {
    const reader = await signedInMember(portal, {
      organizationId: member.organizationId,
      role: 'technical-contact',
    });
    const ticket = await aTicket(reader);
    await agent.api.post(`/api/v1/staff/tickets/${ticket.id}/messages`, {
      body: 'Hello.',
      visibility: 'public',
    });
    await portal.settle();
    const to = replyAddress(portal, reader.email);
    await portal.sql('update identity.membership set removed_at = now() where user_id = $1', [reader.userId]);
    const mailId = newId();
    await deliver(port, { from: reader.email, to, raw: plain({ id: mailId, from: reader.email, to }) });
    await portal.settle();
    expect(await becameOf(portal, mailId)).toMatchObject([{ status: 'held', reason: 'unconfirmed-sender' }]);
  });

  it('SU-5 opens a request for who has a proved address, and waits for an agent from anybody else', async () => {
    const [known, unknown] = [newId(), newId()];
    await deliver(port, {
      from: member.email,
      to: mailbox,
      raw: plain({ id: known, from: member.email, to: mailbox }),
    });
    await deliver(port, {
      from: 'n@n.example',
      to: mailbox,
      raw: plain({ id: unknown, from: 'n@n.example', to: mailbox }),
    });
    await portal.settle();
    const [row] = await becameOf(portal, known);
    const opened = await member.api.get(`/api/v1/tickets/${row?.ticket_id}`);
    expect(opened.body).toMatchObject({
      subject: 'The export fails',
      messages: [{ body: 'It fails since today.' }],
    });
    expect(portal.mailTo(member.email)?.subject).toContain(opened.body.number);
    expect(await becameOf(portal, unknown)).toMatchObject([{ status: 'held', reason: 'unknown-sender' }]);
    expect(portal.mailTo('n@n.example')).toBeUndefined();
  });
});

const swaks = spawnSync('swaks', ['--version']).status === 0;
const maybe = swaks ? it : it.skip;

describe('SU-5 the mail server', () => {
  // The server is in this process, so nothing here may wait for swaks without doing anything else.
  const send = async (...args: string[]): Promise<string> => {
    const given = ['--server', `127.0.0.1:${port}`, '--from', 'a@b.example', ...args];
    const { stdout } = await promisify(execFile)('swaks', given).catch((error: { stdout: string }) => error);
    return stdout;
  };

  maybe('SU-5 takes what swaks sends, for the mailbox and nobody else', async () => {
    const mailId = newId();
    const taken = await send(
      '--to',
      mailbox,
      '--header',
      `Message-Id: <${mailId}>`,
      '--body',
      'Hello from swaks',
    );
    expect(taken).toMatch(/^<- {2}250 .*\n -> QUIT/m);
    await portal.settle();
    expect(await becameOf(portal, mailId)).toHaveLength(1);
    expect(await send('--to', 'somebody@elsewhere.example')).toContain('550 5.7.1');
  });

  it('SU-5 says how large a mail may be, and what to do with a larger one', async () => {
    const raw = plain({
      id: newId(),
      from: member.email,
      to: mailbox,
      text: `${'x'.repeat(998)}\n`.repeat(2_000),
    });
    const refusal = await deliver(port, { from: member.email, to: mailbox, raw }).catch(
      (error: Error) => error,
    );
    expect(String(refusal)).toMatch(/552.*larger than 1 MiB/s);
  });

  it('SU-5 says "later" while the mail cannot be kept, and forgets nothing that it took', async () => {
    await portal.sql('alter table support.inbound_mail rename to gone');
    const mailId = newId();
    const raw = plain({ id: mailId, from: member.email, to: mailbox });
    const refusal = await deliver(port, { from: member.email, to: mailbox, raw }).catch(
      (error: Error) => error,
    );
    await portal.sql('alter table support.gone rename to inbound_mail');
    expect(String(refusal)).toContain('451');
    await deliver(port, { from: member.email, to: mailbox, raw });
    await portal.settle();
    expect(await becameOf(portal, mailId)).toMatchObject([{ status: 'taken' }]);
  });
});
