import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MailIntake } from '../../../src/platform/ports/mail-intake.js';
import { Storage } from '../../../src/platform/storage/storage.js';
import { type SignedInMember, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aTicket } from './desk.js';
import { makeCorpus } from './mail-corpus/make-corpus.js';
import { type InboundRow, mailbox, replyAddress } from './mail-desk.js';

/** What became of a mail, with the message that it became. */
interface Became extends InboundRow {
  readonly body: string | null;
  readonly files: readonly string[];
}

let portal: Portal;
let member: SignedInMember;
let to: string;
const became = new Map<string, Became>();

// Names of the table must be there before there is a portal; the addresses in the mails come later.
const names = makeCorpus({ from: 'x@x.example', to: mailbox }).map(({ name }) => name);

const hand = (raw: Buffer): Promise<void> =>
  portal.get(MailIntake).take({ recipients: [to], content: Readable.from([raw]), maxBytes: 30_000_000 });

const looks = (): Promise<Became[]> =>
  portal.sql<Became>(
    `select i.*, m.body, array(select a.file_name from support.attachment a where a.message_id = m.id order by a.id) as files
    from support.inbound_mail i left join support.message m on m.id = i.message_id order by i.id`,
  );

async function contentOf(key: string | null): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await portal.get(Storage).read(key ?? '')) chunks.push(chunk);
  return Buffer.concat(chunks);
}

beforeAll(async () => {
  portal = await startPortal({ environment: { INBOUND_ADDRESS: mailbox } });
  member = await signedInMember(portal);
  const agent = await signedInStaff(portal);
  const { id } = await aTicket(member);
  await agent.api.post(`/api/v1/staff/tickets/${id}/messages`, {
    body: 'Install 3.2.1.',
    visibility: 'public',
  });
  await portal.settle();
  to = replyAddress(portal, member.email);
  const mails = makeCorpus({ from: member.email, to });
  await Promise.all(mails.map(({ raw }) => hand(raw)));
  await portal.settle();
  for (const row of await looks()) {
    // It is kept as it came, byte by byte, and that tells which one it is.
    const kept = await contentOf(row.storage_key);
    const mail = mails.find(({ raw }) => raw.equals(kept));
    if (mail) became.set(mail.name, row);
  }
});
afterAll(() => portal.close());

describe('SU-5 a mail that is hard to read', () => {
  it('SU-5 comes in more than sixty kinds', () => {
    expect(new Set(names).size).toBeGreaterThanOrEqual(60);
    expect(names).toHaveLength(new Set(names).size);
  });

  it.each(names)('SU-5 loses nothing: %s', (name) => {
    const mail = makeCorpus({ from: member.email, to }).find((one) => one.name === name);
    const row = became.get(name);
    expect({ status: row?.status, reason: row?.reason ?? undefined }).toEqual({
      status: mail?.outcome,
      reason: mail?.reason,
    });
    // Whatever it became, it is there as it came.
    expect(row?.storage_key).toMatch(/^inbound\//);
    if (typeof mail?.body === 'string') expect(row?.body).toBe(mail.body);
    else if (mail?.body) expect(row?.body).toMatch(mail.body);
    if (mail?.quoted) expect(row?.quoted).toMatch(mail.quoted);
    if (mail?.files) expect(row?.files).toEqual(mail.files);
    if (mail?.leftOut) expect(row?.left_out).toEqual(mail.leftOut);
    if (mail?.subject) expect(row?.subject).toBe(mail.subject);
  });

  it('SU-5 has twenty megabytes, and keeps each of them', async () => {
    const log = Buffer.alloc(14_500_000, 'a line of a log\n');
    const head = `From: ${member.email}\r\nMessage-ID: <${randomUUID()}@x.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n`;
    const raw = Buffer.concat([
      Buffer.from(
        `${head}--b\r\nContent-Type: text/plain\r\n\r\nThe log.\r\n--b\r\nContent-Type: text/plain; name="day.log"\r\nContent-Disposition: attachment; filename="day.log"\r\nContent-Transfer-Encoding: base64\r\n\r\n`,
      ),
      Buffer.from(log.toString('base64').replace(/(.{76})/g, '$1\r\n')),
      Buffer.from('\r\n--b--\r\n'),
    ]);
    await hand(raw);
    await portal.settle();
    expect((await looks()).at(-1)).toMatchObject({ status: 'taken', body: 'The log.', files: ['day.log'] });
    const [file] = await portal.sql(`select size_bytes from support.attachment where file_name = 'day.log'`);
    expect(file).toEqual({ size_bytes: log.length });
  });

  it('SU-5 counts once when it comes twice, and is another when it only borrows a Message-ID', async () => {
    const mail = (received: string, words: string) =>
      Buffer.from(
        `Received: ${received}\r\nFrom: ${member.email}\r\nMessage-ID: <twice@x.example>\r\n\r\n${words}\r\n`,
      );
    await hand(mail('by a', 'First.'));
    const intake = portal.get(MailIntake);
    const again = Readable.from(
      [...mail('by another server', 'First.').toString()].map((sign) => Buffer.from(sign)),
    );
    await intake.take({ recipients: [to.toUpperCase()], content: again, maxBytes: 30_000_000 });
    await hand(mail('by a', 'Second.'));
    await portal.settle();
    const rows = await portal.sql<{ body: string }>(`select m.body from support.inbound_mail i
      join support.message m on m.id = i.message_id where i.mail_id = 'twice@x.example' order by i.id`);
    expect(rows.map(({ body }) => body)).toEqual(['First.', 'Second.']);
  });
});
