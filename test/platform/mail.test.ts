import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Deliveries } from '../../src/platform/mail/deliveries.js';
import { MailSweeper } from '../../src/platform/mail/mail-sweeper.js';
import { boxedMails } from '../../src/platform/mail/mailbox.js';
import { outcomeOf } from '../../src/platform/mail/smtp.js';
import { type SmtpSink, startSmtpSink } from '../../src/platform/mail/smtp-sink.js';
import { Queues } from '../../src/platform/queue/queues.js';
import { ViewEngine } from '../../src/platform/views/view-engine.js';
import { eventually } from '../harness/eventually.js';
import { type Fixture, startFixture } from './events-fixture.js';
import { addTemplates, Post, PostModule, recipient } from './mail-fixture.js';

interface Row {
  readonly id: string;
  readonly address: string;
  readonly status: string;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly message_id: string;
}

let fixture: Fixture;
let sink: SmtpSink;
let post: Post;
let serial = 0;

const rows = (address: string) =>
  fixture.sql<Row>('select * from platform.mail_delivery where address = $1 order by created_at', [address]);
const status = async (address: string) => (await rows(address))[0]?.status;
const reaches = (address: string, expected: string, withinMs?: number) =>
  eventually(`${address} is ${expected}`, async () => (await status(address)) === expected, withinMs);
const mailsTo = (address: string) => sink.mails().filter((mail) => mail.to.includes(address));

beforeAll(async () => {
  sink = await startSmtpSink({ port: 0 });
  fixture = await startFixture({ SMTP_URL: `smtp://127.0.0.1:${sink.port}` }, [PostModule]);
  post = fixture.get(Post);
  addTemplates(fixture.get(ViewEngine));
  await fixture.runtime.start();
});
afterAll(async () => {
  await fixture.close();
  await sink.close();
});

let someone: string;
beforeEach(() => {
  serial += 1;
  someone = `reader-${serial}@example.com`;
  post.recipients = [recipient(someone)];
  post.due = true;
  post.failures = 0;
  sink.answerWith(() => 'accept');
});

describe('an e-mail', () => {
  it('P8 leaves within a second of the commit, from the portal, with a stable Message-ID', async () => {
    // The first one opens connections and compiles; the bench measures the tail on a quiet machine.
    const tookMs: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      someone = `reader-${serial}-${round}@example.com`;
      post.recipients = [recipient(someone)];
      const before = Date.now();
      await fixture.notes.write('Invoice ready');
      await reaches(someone, 'sent');
      tookMs.push(Date.now() - before);
    }
    expect(tookMs.slice(1).sort((a, b) => a - b)[2]).toBeLessThan(1_000);
    const [mail] = mailsTo(someone);
    const [row] = await rows(someone);
    expect(mail?.messageId).toBe(row?.message_id);
    expect(row?.message_id).toMatch(new RegExp(`^<${row?.id}@latchkey.test>$`));
    expect(mail?.from).toBe('"Latchkey" <portal@latchkey.test>');
    expect(mail?.headers['auto-submitted']).toBe('auto-generated');
    expect(mail?.attachments).toEqual([]);
  });

  it('speaks the language of each recipient, once per address', async () => {
    post.recipients = [
      recipient(`en-${someone}`),
      recipient(`de-${someone}`, 'de-AT'),
      recipient(`DE-${someone}`, 'de'),
      recipient(`xx-${someone}`, 'xx'),
    ];
    await fixture.notes.write('Rechnung');
    for (const prefix of ['en', 'xx']) await reaches(`${prefix}-${someone}`, 'sent');
    await eventually(
      'three arrived',
      () => sink.mails().filter(({ subject }) => subject.endsWith('Rechnung')).length === 3,
    );
    expect(mailsTo(`en-${someone}`)[0]?.subject).toBe('Hello, Ada <&> Lovelace: Rechnung');
    expect(mailsTo(`xx-${someone}`)[0]?.subject).toBe('Hello, Ada <&> Lovelace: Rechnung');
    const german = sink.mails().find(({ to }) => to[0]?.toLowerCase() === `de-${someone}`);
    expect(german?.subject).toBe('Guten Tag, Ada <&> Lovelace: Rechnung');
    expect(german?.html).toContain('<html lang="de">');
    expect(german?.text).toContain('weil Sie ein Konto bei Latchkey haben');
  });

  it('escapes in HTML, not in text, and breaks no header', async () => {
    post.recipients = [recipient(someone, 'en', 'Eve\r\nBcc: all@example.com')];
    await fixture.notes.write('<script>alert(1)</script>');
    await reaches(someone, 'sent');
    const [mail] = mailsTo(someone);
    expect(mail?.html).toContain('&lt;script&gt;');
    expect(mail?.html).not.toContain('<script>');
    expect(mail?.text).toContain('<script>alert(1)</script>');
    expect(mail?.headers.bcc).toBeUndefined();
    expect(sink.mails().some(({ to }) => to.includes('all@example.com'))).toBe(false);
    expect(boxedMails([mail])[0]?.links).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:3000\/notes\//),
      'http://127.0.0.1:3000',
    ]);
  });

  it('is skipped when it is no longer due', async () => {
    post.due = false;
    await fixture.notes.write('obsolete');
    await reaches(someone, 'skipped');
    expect(mailsTo(someone)).toHaveLength(0);
  });

  it('E5 does not exist for a command that was rolled back', async () => {
    await expect(fixture.notes.write('refused')).rejects.toThrow();
    expect(await rows(someone)).toHaveLength(0);
  });
});

describe('the mail server', () => {
  it('E4 that is busy gets the mail again, under the same Message-ID', async () => {
    let refusals = 1;
    sink.answerWith((to) => (to === someone && refusals-- > 0 ? 451 : 'accept'));
    await fixture.notes.write('try again');
    await reaches(someone, 'sent');
    const [row] = await rows(someone);
    expect(row).toMatchObject({ attempts: 2, last_error: 'EMESSAGE 451 DATA' });
    expect(mailsTo(someone).map(({ messageId }) => messageId)).toEqual([row?.message_id]);
  });

  it('E4 that refuses for good fails the mail at once', async () => {
    sink.answerWith(() => 550);
    await fixture.notes.write('nobody here');
    await reaches(someone, 'failed', 2_000);
    expect((await rows(someone))[0]).toMatchObject({ attempts: 1, last_error: 'EMESSAGE 550 DATA' });
    expect(JSON.stringify(await rows(someone))).not.toContain('refused');

    sink.answerWith(() => 'accept');
    expect(await fixture.get(Deliveries).sendAgain((await rows(someone))[0]?.id ?? '')).toBe(true);
    await reaches(someone, 'sent');
  });

  it('E4 that hangs on one mail delays no other', async () => {
    sink.answerWith((to) => (to === someone ? 'hang' : 'accept'));
    await fixture.notes.write('poison');
    await eventually('it hangs', () => sink.hanging() === 1);
    post.recipients = Array.from({ length: 20 }, (_, index) => recipient(`other-${index}-${someone}`));
    await fixture.notes.write('healthy');
    await eventually(
      'all others arrived',
      () => sink.mails().filter(({ to }) => to[0]?.endsWith(someone) && to[0] !== someone).length === 20,
      3_000,
    );
    expect(await status(someone)).toBe('sending');
    sink.answerWith(() => 'accept');
    await reaches(someone, 'sent');
  });

  it('E2 that breaks off after DATA gets an ordinary mail again, under the same Message-ID', async () => {
    let breaks = 1;
    sink.answerWith((to) => (to === someone && breaks-- > 0 ? 'drop' : 'accept'));
    await fixture.notes.write('broken line');
    await reaches(someone, 'sent');
    expect((await rows(someone))[0]?.attempts).toBe(2);
  });

  it('tries words that fail again, and keeps what they said out of the log', async () => {
    post.failures = 1;
    await fixture.notes.write('wordless');
    await reaches(someone, 'sent');
    expect((await rows(someone))[0]?.last_error).toMatch(/^Error at mail-fixture\.ts:\d+$/);
  });
});

describe('a one-time link', () => {
  it('A11 is minted at send time and lies in no table and no queue, not even meanwhile', async () => {
    const before = post.minted.length;
    sink.answerWith(() => 'hang');
    await fixture.notes.write('link, slowly');
    await eventually('it hangs', () => sink.hanging() === 1);
    expect(await status(someone)).toBe('sending');
    const token = post.minted[before] ?? '';
    expect(token).toMatch(/^token-/);
    expect(await everything()).not.toContain(token);
    sink.answerWith(() => 'accept');
    await reaches(someone, 'doubtful');

    await fixture.get(Deliveries).sendAgain((await rows(someone))[0]?.id ?? '');
    await reaches(someone, 'sent');
    expect(mailsTo(someone)[0]?.text).toContain(`/links/${post.minted[before + 1]}`);
    expect(await everything()).not.toMatch(/token-\d/);
  });

  it('E2 is doubtful when the answer never came, and is sent again only when asked', async () => {
    sink.answerWith(() => 'drop');
    await fixture.notes.write('link, dropped');
    await reaches(someone, 'doubtful');
    const [row] = await rows(someone);
    expect(mailsTo(someone)).toHaveLength(0);
    sink.answerWith(() => 'accept');
    const [listed] = await fixture.get(Deliveries).list(['doubtful'], 10);
    expect(listed).toMatchObject({ id: row?.id, lane: 'once', address: someone });
    expect(await fixture.get(Deliveries).sendAgain(row?.id ?? '')).toBe(true);
    await reaches(someone, 'sent');
    expect(mailsTo(someone)).toHaveLength(1);
    expect(await fixture.get(Deliveries).sendAgain(row?.id ?? '')).toBe(false);
  });

  it('E2 is doubtful when its sender died while sending', async () => {
    const id = await crashedDelivery(someone, 'once');
    await fixture.get(Queues).add('mail-once', 'deliver', { deliveryId: id }, { id: `mail-${id}` });
    await reaches(someone, 'doubtful');
    expect(mailsTo(someone)).toHaveLength(0);
  });

  it('E4 is sent after a refusal, which leaves no doubt', async () => {
    let refusals = 1;
    sink.answerWith((to) => (to === someone && refusals-- > 0 ? 451 : 'accept'));
    await fixture.notes.write('link, later');
    await reaches(someone, 'sent');
    expect(mailsTo(someone)).toHaveLength(1);
  });
});

describe('a lost mail queue', () => {
  it('E3 is filled again: queued mail and ordinary mail in mid-send leave, a one-time link becomes doubtful', async () => {
    await crashedDelivery(`ordinary-${someone}`, 'ordinary');
    await crashedDelivery(`once-${someone}`, 'once');
    await crashedDelivery(`queued-${someone}`, 'once', 'queued');
    await fixture.get(MailSweeper).sweep();
    await reaches(`ordinary-${someone}`, 'sent');
    await reaches(`queued-${someone}`, 'sent');
    await reaches(`once-${someone}`, 'doubtful');
    expect(mailsTo(`once-${someone}`)).toHaveLength(0);
  });
});

describe('what an SMTP error means', () => {
  it.each([
    [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN' }, 'unreachable'],
    [{ code: 'EDNS', command: 'CONN' }, 'unreachable'],
    [{ code: 'EAUTH', responseCode: 535 }, 'unreachable'],
    [{ code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' }, 'unreachable'],
    [{ code: 'EENVELOPE', responseCode: 421 }, 'unreachable'],
    [{ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'refused'],
    [{ code: 'EMESSAGE', responseCode: 452, command: 'DATA' }, 'refused'],
    [{ code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' }, 'unknown'],
    [{ code: 'ECONNECTION', command: 'CONN' }, 'unknown'],
    [{ code: 'EABORT' }, 'unknown'],
  ])('%j is %s', (error, kind) => {
    expect(outcomeOf(Object.assign(new Error('x'), error)).kind).toBe(kind);
  });
});

/** A delivery as a killed worker leaves it, old enough for the sweeper. */
async function crashedDelivery(address: string, lane: string, left = 'sending'): Promise<string> {
  const [row] = await fixture.sql<{ id: string }>(
    `insert into platform.mail_delivery
       (id, event_id, event, name, lane, address, recipient_name, locale, time_zone, message_id, status, due_at)
     select gen_random_uuid(), id, jsonb_build_object('id', id, 'name', name, 'version', version,
         'occurredAt', occurred_at, 'payload', payload),
       case when $2 = 'once' then 'fixture.one-time-link' else 'fixture.notice' end, $2, $1, '', 'en', 'UTC',
       '<' || gen_random_uuid() || '@latchkey.test>', $3, now() - interval '1 minute'
     from platform.outbox limit 1 returning id`,
    [address, lane, left],
  );
  return row?.id ?? '';
}

/** Every row of every table of the portal and of the queue, as text. */
async function everything(): Promise<string> {
  const tables = await fixture.sql<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  const texts = await Promise.all(
    tables.map(({ name }) => fixture.sql<object>(`select t::text from ${name} as t`)),
  );
  return JSON.stringify(texts);
}
