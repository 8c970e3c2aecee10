import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImapFlow } from 'imapflow';
import { ForgetMails } from '../../../src/modules/support/application/inbound/forget-mails.js';
import { dovecotInstalled, startDovecot, type TestDovecot } from '../../harness/dovecot.js';
import { eventually } from '../../harness/eventually.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { nextPort } from '../../harness/ports.js';
import { aTicket, browserOf, pixel } from './desk.js';
import { becameOf, deliver, mailbox, replyAddress } from './mail-desk.js';

let portal: Portal;
let member: SignedInMember;
let agent: SignedInPerson;
let port: number;
let dovecot: TestDovecot | null = null;

beforeAll(async () => {
  port = await nextPort();
  if (dovecotInstalled) dovecot = await startDovecot(await nextPort());
  portal = await startPortal({
    environment: {
      INBOUND_ADDRESS: mailbox,
      INBOUND_SMTP_PORT: String(port),
      INBOUND_SMTP_HOST: '127.0.0.1',
      INBOUND_MAX_MIB: '1',
      ...(dovecot ? { INBOUND_IMAP_URL: dovecot.url } : {}),
    },
  });
  member = await signedInMember(portal);
  agent = await signedInStaff(portal);
});
afterAll(async () => {
  await portal.close();
  await dovecot?.stop();
});

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

  it('SU-5 SU-3 lands in the request that the answered one was merged into', async () => {
    const { id, to } = await answered();
    const other = await aTicket(member);
    const held = newId();
    await deliver(port, { from: 'x@y.example', to, raw: plain({ id: held, from: 'x@y.example', to }) });
    await portal.settle();
    const path = `/api/v1/staff/tickets/${id}/merge`;
    expect((await agent.api.post(path, { into: other.number })).status).toBe(200);
    expect(await becameOf(portal, held)).toMatchObject([{ status: 'held', ticket_id: other.id }]);
    const [late, stray] = [newId(), newId()];
    await deliver(port, { from: member.email, to, raw: plain({ id: late, from: member.email, to }) });
    await deliver(port, { from: 'x@y.example', to, raw: plain({ id: stray, from: 'x@y.example', to }) });
    await portal.settle();
    expect(await becameOf(portal, late)).toMatchObject([{ status: 'taken', ticket_id: other.id }]);
    expect(await becameOf(portal, stray)).toMatchObject([{ status: 'held', ticket_id: other.id }]);
    expect((await messagesOf(other.id)).at(-1)?.body).toBe('It fails since today.');
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
if (!swaks) console.warn('SKIPPED: swaks is not installed, so no other mail program sends to the portal.');
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

  it('C5 SU-5 takes no more within a day than the storage has room for', async () => {
    await portal.sql(
      `insert into support.inbound_mail (id, received_at, fingerprint, recipient, size_bytes, status)
      select gen_random_uuid(), $1, 'flood ' || n, $2, 2000000000, 'discarded' from generate_series(1, 11) n`,
      [portal.clock.now(), mailbox],
    );
    const raw = plain({ id: newId(), from: member.email, to: mailbox });
    const full = await deliver(port, { from: member.email, to: mailbox, raw }).catch((error: Error) => error);
    expect(String(full)).toContain('452');
    await portal.sql("delete from support.inbound_mail where fingerprint like 'flood %'");
    await deliver(port, { from: member.email, to: mailbox, raw });
    await portal.settle();
  });
});

if (!dovecotInstalled)
  console.warn('SKIPPED: dovecot is not installed, or this is not root: no mailbox is emptied.');
const ifDovecot = dovecotInstalled ? it : it.skip;

describe('SU-5 a mailbox', () => {
  const inside = async <Result>(work: (client: ImapFlow) => Promise<Result>): Promise<Result> => {
    const { hostname: host, port: imapPort } = new URL(dovecot?.url ?? '');
    const auth = { user: 'mailbox', pass: 'secret word' };
    const client = new ImapFlow({ host, port: Number(imapPort), secure: false, auth, logger: false });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.logout();
    }
  };
  const put = (raw: string) =>
    inside((client) => client.append('INBOX', Buffer.from(raw.replaceAll('\n', '\r\n'))));
  const countOf = (folder: string) =>
    inside(async (client) => (await client.status(folder, { messages: true })) || { messages: -1 });
  const arrives = (mailId: string) =>
    eventually(`${mailId} is taken`, async () =>
      (await becameOf(portal, mailId)).some(({ status }) => status !== 'received'),
    );

  ifDovecot('SU-5 is emptied into requests, and each mail is moved once it is kept', async () => {
    const { id, to } = await answered();
    const mailId = newId();
    await put(withPicture(mailId, to));
    await arrives(mailId);
    expect(await becameOf(portal, mailId)).toMatchObject([{ status: 'taken', ticket_id: id, recipient: to }]);
    await eventually('the inbox is empty', async () => (await countOf('INBOX')).messages === 0);
    expect((await countOf('Latchkey')).messages).toBe(1);
    expect((await messagesOf(id)).at(-1)?.attachments).toHaveLength(1);
  });

  ifDovecot(
    'SU-5 counts a mail once that it gives twice, and is emptied again when its server comes back',
    async () => {
      const { id, to } = await answered();
      const mailId = newId();
      await put(withPicture(mailId, to));
      await arrives(mailId);
      await dovecot?.restart();
      await put(withPicture(mailId, to));
      await eventually('the inbox is empty', async () => (await countOf('INBOX')).messages === 0);
      await portal.settle();
      expect(await becameOf(portal, mailId)).toHaveLength(1);
      expect(await messagesOf(id)).toHaveLength(3);
    },
  );

  ifDovecot('SU-5 keeps what is too large, and the request says where it is', async () => {
    const { id, to } = await answered();
    const mailId = newId();
    await put(plain({ id: mailId, from: member.email, to, text: `${'x'.repeat(998)}\n`.repeat(2_000) }));
    await arrives(mailId);
    await portal.settle();
    expect((await messagesOf(id)).at(-1)?.body).toMatch(/^\[This mail has 1\.9 MiB.*folder "Latchkey"/);
  });
});

describe('SU-5 what waits for an agent', () => {
  const path = '/api/v1/staff/inbound-mails';

  /** A mail from an address that nobody has, in answer to the request. */
  async function held(to: string): Promise<string> {
    const mailId = newId();
    await deliver(port, {
      from: 'home@mira.example',
      to,
      raw: plain({ id: mailId, from: 'home@mira.example', to }),
    });
    await portal.settle();
    return (await becameOf(portal, mailId))[0]?.id ?? '';
  }

  it('SU-5 stands in a list and beside its request, and an agent makes it a message, once', async () => {
    const { id, number, to } = await answered();
    const mail = await held(to);
    const list = await agent.api.get(`${path}?status=held`);
    expect(list.body.items).toContainEqual(
      expect.objectContaining({
        id: mail,
        reason: 'unconfirmed-sender',
        fromAddress: 'home@mira.example',
        ticketNumber: number,
      }),
    );
    const desk = await browserOf(portal, agent);
    expect((await desk.get(`/admin/tickets/${id}`)).html).toContain(`/admin/inbound-mails/${mail}`);
    expect((await desk.get('/admin/inbound-mails')).html).toContain('home@mira.example');
    expect((await desk.get(`/admin/inbound-mails/${mail}`)).html).toContain('It fails since today.');
    expect((await member.api.get(path)).status).toBe(403);
    expect((await member.api.get(`/api/v1/tickets/${id}`)).body.messages).toHaveLength(2);
    expect((await agent.api.post(`${path}/${mail}/attach`, { number: 'R-1' })).status).toBe(422);
    expect((await agent.api.post(`${path}/${mail}/attach`, { number })).body).toEqual({ ticketId: id });
    expect((await agent.api.post(`${path}/${mail}/attach`, { number })).body.code).toBe(
      'inbound-mail-settled',
    );
    expect((await messagesOf(id)).at(-1)).toMatchObject({
      body: 'It fails since today.',
      author: { name: 'Mira Solberg' },
    });
    const audit = await portal.sql(
      'select actor_id, details from platform.audit_entry where object_id = $1',
      [mail],
    );
    expect(audit).toEqual([{ actor_id: agent.userId, details: { ticketId: id } }]);
    expect((await desk.get(`/admin/tickets/${id}`)).html).toContain('By mail from home@mira.example');
  });

  it('SU-5 becomes a request of the customer whom an agent names, or is discarded', async () => {
    const [first, second] = [await held(mailbox), await held(mailbox)];
    const desk = await browserOf(portal, agent);
    const form = await desk.get(`/admin/inbound-mails/${first}`);
    expect(form.html).toContain('Nobody in the portal has this address');
    expect(
      (await desk.post(`/admin/inbound-mails/${first}/open`, { email: 'nobody@x.example' })).status,
    ).toBe(422);
    const opened = await desk.post(`/admin/inbound-mails/${first}/open`, { email: member.email });
    expect(opened.html).toContain('The export fails');
    await desk.post(`/admin/inbound-mails/${second}/discard`, {});
    const { status, settledBy } = (await agent.api.get(`${path}/${second}`)).body;
    expect({ status, settledBy }).toEqual({ status: 'discarded', settledBy: 'Tomas Reuter' });
    const raw = await agent.api.get(`${path}/${second}/raw`);
    expect(raw.body.toString()).toContain('From: home@mira.example');
  });

  it('SU-5 is forgotten after 90 days, and what became a message stays', async () => {
    const { to } = await answered();
    const [gone, mailId] = [await held(to), newId()];
    await deliver(port, { from: member.email, to, raw: plain({ id: mailId, from: member.email, to }) });
    await portal.settle();
    await portal.sql(
      `update support.inbound_mail set received_at = received_at - interval '91 days'
      where id = $1 or mail_id = $2`,
      [gone, mailId],
    );
    await portal.get(ForgetMails).execute();
    expect((await agent.api.get(`${path}/${gone}`)).status).toBe(404);
    const [kept] = await becameOf(portal, mailId);
    expect(kept).toMatchObject({ status: 'taken', storage_key: null });
    expect((await agent.api.get(`${path}/${kept?.id}/raw`)).body.code).toBe('inbound-mail-forgotten');
  });
});
