import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CustomerActor } from '../../../src/kernel/actor.js';
import { day } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { MailIntake } from '../../../src/platform/ports/mail-intake.js';
import type { UploadPurpose } from '../../../src/platform/uploads/upload-purpose.js';
import { UploadQuota } from '../../../src/platform/uploads/upload-quota.js';
import { Uploads } from '../../../src/platform/uploads/uploads.js';
import { eventually } from '../../harness/eventually.js';
import { type SignedInMember, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aTicket, browserOf, file, formOf } from './desk.js';
import { becameOf, mailbox } from './mail-desk.js';

let portal: Portal;

const mebibyte = 1_048_576;
const quotaMiB = 8;

beforeAll(async () => {
  portal = await startPortal({
    environment: { UPLOAD_QUOTA_MIB: String(quotaMiB), INBOUND_ADDRESS: mailbox },
  });
});

afterAll(() => portal.close());

const logOf = (mebibytes: number) => file('all.log', Buffer.alloc(mebibytes * mebibyte, 'log line\n'));

const attach = (who: SignedInMember, ticketId: string, mebibytes: number) =>
  who.api.post(`/api/v1/tickets/${ticketId}/attachments`, formOf({}, [logOf(mebibytes)]));

const sentBy = async ({ organizationId }: SignedInMember): Promise<number> =>
  (await portal.get(UploadQuota).sentToday(organizationId)).sentBytes;

const storedOf = async ({ organizationId }: SignedInMember): Promise<number> => {
  const [row] = await portal.sql<{ bytes: number }>(
    `select coalesce(sum(a.size_bytes), 0)::float8 as bytes from support.attachment a
       join support.message m on m.id = a.message_id join support.ticket t on t.id = m.ticket_id
     where t.organization_id = $1`,
    [organizationId],
  );
  return row?.bytes ?? -1;
};

const actorOf = ({ userId, organizationId }: SignedInMember): CustomerActor => ({
  kind: 'customer',
  userId,
  organizationId,
  organizationName: 'Fjord Instruments',
  sessionId: newId(),
  name: 'Mira Solberg',
  email: null,
  locale: null,
  timeZone: 'UTC',
  credential: 'session',
  secondFactorDue: false,
  role: 'owner',
  permissions: new Set(),
  provisional: false,
  limitedTo: null,
});

describe('C5 the quota of an organization', () => {
  it('C5 holds for all of its people on both faces, says until when, and is new the next day', async () => {
    const owner = await signedInMember(portal);
    const colleague = await signedInMember(portal, { organizationId: owner.organizationId });
    const { id } = await aTicket(owner);
    expect((await attach(owner, id, 6)).status).toBe(201);
    const own = await aTicket(colleague);
    const refused = await attach(colleague, own.id, 3);
    const { freeAt } = await portal.get(UploadQuota).sentToday(owner.organizationId);
    expect(refused.body).toMatchObject({
      status: 429,
      code: 'upload-quota-reached',
      limitBytes: quotaMiB * mebibyte,
      freeAt: freeAt.toISOString(),
    });
    expect(freeAt.toISOString()).toMatch(/T00:00:00\.000Z$/);
    const seconds = (freeAt.getTime() - portal.clock.now().getTime()) / 1_000;
    expect(Math.abs(Number(refused.headers.get('retry-after')) - seconds)).toBeLessThan(30);
    const browser = await browserOf(portal, colleague);
    await browser.get(`/requests/${own.id}`);
    const page = await browser.post(
      `/requests/${own.id}/messages`,
      formOf({ body: 'Typed with care' }, [logOf(3)]),
    );
    expect(page.status).toBe(429);
    expect(page.html).toContain('Your organization may send 8 MiB of files in a day');
    expect(page.html).toContain('Typed with care');
    expect([await storedOf(owner), await sentBy(owner)]).toEqual([6 * mebibyte, 6 * mebibyte]);
    // What still fits is taken, words always go on, and others are not touched.
    expect((await attach(colleague, own.id, 2)).status).toBe(201);
    expect((await colleague.api.post(`/api/v1/tickets/${own.id}/messages`, { body: 'Words' })).status).toBe(
      201,
    );
    const stranger = await signedInMember(portal);
    expect((await attach(stranger, (await aTicket(stranger)).id, 3)).status).toBe(201);
    portal.clock.advance(day);
    const again = await signedInMember(portal, { organizationId: owner.organizationId });
    expect((await attach(again, (await aTicket(again)).id, 3)).status).toBe(201);
  });

  it('C5 counts nothing of what was refused, and is seen by staff', async () => {
    const member = await signedInMember(portal);
    const { id } = await aTicket(member);
    const program = file('setup.exe', Buffer.from('4d5a90000300000004000000ffff0000b8000000', 'hex'));
    const mixed = formOf({}, [logOf(2), program, logOf(1)]);
    expect((await member.api.post(`/api/v1/tickets/${id}/attachments`, mixed)).status).toBe(415);
    expect(await sentBy(member)).toBe(0);
    expect((await attach(member, id, 2)).status).toBe(201);
    const agent = await signedInStaff(portal);
    const path = `/api/v1/staff/customers/${member.organizationId}/uploads`;
    const { sentBytes, limitBytes } = (await agent.api.get(path)).body;
    expect([sentBytes, limitBytes]).toEqual([2 * mebibyte, quotaMiB * mebibyte]);
    expect((await member.api.get(path)).status).toBe(403);
    expect((await agent.api.get(`/api/v1/staff/customers/${newId()}/uploads`)).status).toBe(404);
    const desk = await browserOf(portal, agent);
    expect((await desk.get(`/admin/customers/${member.organizationId}`)).html).toContain('2 MiB of 8 MiB');
    const ticket = await aTicket(member);
    await desk.get(`/admin/tickets/${ticket.id}`);
    const reply = formOf({ body: 'Here', visibility: 'public' }, [logOf(9)]);
    expect((await desk.post(`/admin/tickets/${ticket.id}/messages`, reply)).status).toBe(200);
  });

  it('C1 C5 believes no length that a sender announces', async () => {
    const member = await signedInMember(portal);
    const announced = ['18446744073709551615', '-5', 'many', '1e400', '', '0', undefined];
    for (const length of announced) {
      const meter = portal.get(UploadQuota).meterFor(actorOf(member), length);
      for await (const _ of meter.through(Readable.from([Buffer.from('log')])));
      await meter.settle();
    }
    expect(await sentBy(member)).toBe(3 * announced.length);
  });

  it('C5 is never passed by uploads that come together', async () => {
    const member = await signedInMember(portal);
    const { id } = await aTicket(member);
    const answers = await Promise.all(Array.from({ length: 10 }, () => attach(member, id, 2)));
    const taken = answers.filter(({ status }) => status === 201).length;
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10 - taken);
    // The last one may have to wait for what the others hold of their forms.
    expect([3, 4]).toContain(taken);
    expect([await storedOf(member), await sentBy(member)]).toEqual([
      taken * 2 * mebibyte,
      taken * 2 * mebibyte,
    ]);
  });
});

describe('C5 files of mails', () => {
  interface SentFile {
    readonly name: string;
    readonly content: Buffer;
  }
  const log = (name: string, mebibytes: number): SentFile => ({
    name,
    content: Buffer.alloc(mebibytes * mebibyte, 'log line\n'),
  });
  let count = 0;

  /** Sends a new request with files, and tells what became of the mail. */
  async function sends(from: string, files: readonly SentFile[]) {
    count += 1;
    const mailId = `quota-${count}@fjord.example`;
    const parts = files.map(
      ({ name, content }) =>
        `--b\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${content.toString('base64').replace(/(.{76})/g, '$1\r\n')}\r\n`,
    );
    const raw = `From: ${from}\r\nSubject: It stops\r\nMessage-ID: <${mailId}>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the logs.\r\n${parts.join('')}--b--\r\n`;
    const content = Readable.from([Buffer.from(raw)]);
    await portal.get(MailIntake).take({ recipients: [mailbox], content, maxBytes: 30 * mebibyte });
    await portal.settle();
    const [mail] = await becameOf(portal, mailId);
    if (!mail) throw new Error('The mail did not arrive.');
    return mail;
  }

  it('C5 count as others do, and what there is no room for stays in the mail and is named', async () => {
    const member = await signedInMember(portal);
    const stranger = await signedInMember(portal, { organizationName: 'Alder Works' });
    expect((await sends(member.email, [log('first.log', 5)])).left_out).toEqual([]);
    expect(await sentBy(member)).toBe(5 * mebibyte);
    const program = { name: 'setup.exe', content: Buffer.from('4d5a90000300000004000000ffff0000', 'hex') };
    const mail = await sends(member.email, [log('large.log', 4), program, log('small.log', 2)]);
    expect(mail).toMatchObject({ status: 'taken', left_out: ['large.log', 'setup.exe'] });
    expect(mail.storage_key).toMatch(/^inbound\//);
    expect([await storedOf(member), await sentBy(member)]).toEqual([7 * mebibyte, 7 * mebibyte]);
    const { body } = await member.api.get(`/api/v1/tickets/${mail.ticket_id}`);
    expect(body.messages).toEqual([
      expect.objectContaining({
        body: 'See the logs.',
        notAttached: ['large.log', 'setup.exe'],
        attachments: [expect.objectContaining({ fileName: 'small.log' })],
      }),
    ]);
    const named = 'Came by e-mail and is not attached: large.log, setup.exe';
    const browser = await browserOf(portal, member);
    expect((await browser.get(`/requests/${mail.ticket_id}`)).html).toContain(named);
    const desk = await browserOf(portal, await signedInStaff(portal));
    expect((await desk.get(`/admin/tickets/${mail.ticket_id}`)).html).toContain(named);
    const foreign = await browserOf(portal, stranger);
    expect((await foreign.get(`/requests/${mail.ticket_id}`)).html).not.toContain('large.log');
    expect(await sentBy(stranger)).toBe(0);
  });

  it('C5 count for nobody when an agent takes them', async () => {
    const member = await signedInMember(portal);
    const held = await sends('home@mira.example', [log('home.log', 6)]);
    expect(held.status).toBe('held');
    const agent = await signedInStaff(portal);
    const path = `/api/v1/staff/inbound-mails/${held.id}`;
    const { number } = await aTicket(member);
    expect((await attach(member, (await aTicket(member)).id, 3)).status).toBe(201);
    expect((await agent.api.post(`${path}/attach`, { number })).status).toBe(200);
    expect([await storedOf(member), await sentBy(member)]).toEqual([9 * mebibyte, 3 * mebibyte]);
  });

  it('C5 count no more when the message comes to nothing', async () => {
    const member = await signedInMember(portal);
    await portal.sql(`create function support.refuse() returns trigger language plpgsql as
      $$ begin raise exception 'no room'; end $$`);
    await portal.sql(
      'create trigger refuse before insert on support.message for each row execute function support.refuse()',
    );
    const refused = sends(member.email, [log('lost.log', 2)]);
    await eventually('it was tried', async () => (await sentBy(member)) === 2 * mebibyte);
    await eventually('it was given back', async () => (await sentBy(member)) === 0);
    await portal.sql('drop function support.refuse cascade');
    expect((await refused).left_out).toEqual([]);
    expect([await storedOf(member), await sentBy(member)]).toEqual([2 * mebibyte, 2 * mebibyte]);
  });
});

describe('C5 uploads in parts', () => {
  const taken: string[] = [];
  let gate = Promise.resolve();
  const purpose: UploadPurpose = {
    name: 'test.bundle',
    maxBytes: 64 * mebibyte,
    accept: async () => ({}),
    take: async (_actor, { id, content }) => {
      for await (const _ of content);
      taken.push(id);
      await gate;
    },
  };

  const begin = (who: SignedInMember, sizeBytes: number) =>
    portal.get(Uploads).begin(actorOf(who), purpose, { sizeBytes, metadata: {} });

  const begun = async (outcomes: readonly Promise<unknown>[]): Promise<[number, unknown[]]> => {
    const settled = await Promise.allSettled(outcomes);
    const codes = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    return [settled.length - codes.length, [...new Set(codes)]];
  };

  it('C5 hold their whole length before the first byte, until they are given up', async () => {
    portal.get(Uploads).register(purpose);
    const member = await signedInMember(portal);
    const race = Array.from({ length: 8 }, () => begin(member, 3 * mebibyte));
    expect(await begun(race)).toEqual([2, ['upload-quota-reached']]);
    const { id } = await aTicket(member);
    expect((await attach(member, id, 3)).body.code).toBe('upload-quota-reached');
    const [first] = (await Promise.allSettled(race)).flatMap((one) =>
      one.status === 'fulfilled' ? [one.value] : [],
    );
    await portal.get(Uploads).drop({ id: first?.id ?? '' });
    expect(await sentBy(member)).toBe(3 * mebibyte);
    expect((await attach(member, id, 3)).status).toBe(201);
  });

  it('C5 count for good once they are whole, and no more when they run out', async () => {
    const member = await signedInMember(portal);
    const whole = await begin(member, 4);
    await portal
      .get(Uploads)
      .write(actorOf(member), whole, { offset: 0, body: Readable.from([Buffer.from('1234')]) });
    expect(taken).toEqual([whole.id]);
    await begin(member, mebibyte);
    expect(await sentBy(member)).toBe(mebibyte + 4);
    const { organizationId } = member;
    portal.clock.advance(day);
    await portal.get(Uploads).sweep();
    const [yesterday] = await portal.sql<{ bytes: number }>(
      'select bytes::float8 as bytes from platform.upload_day where organization_id = $1',
      [organizationId],
    );
    expect(yesterday?.bytes).toBe(4);
    portal.clock.advance(40 * day);
    await portal.get(UploadQuota).forget();
    const days = await portal.sql('select 1 from platform.upload_day where organization_id = $1', [
      organizationId,
    ]);
    expect(days).toEqual([]);
  });

  it('C5 count although they are given up while the file is made of them', async () => {
    const member = await signedInMember(portal);
    const upload = await begin(member, 5);
    const made = Promise.withResolvers<void>();
    gate = made.promise;
    const body = Readable.from([Buffer.from('12345')]);
    const writing = portal.get(Uploads).write(actorOf(member), upload, { offset: 0, body });
    await eventually('the file is being made', () => taken.includes(upload.id));
    await portal.get(Uploads).drop(upload);
    made.resolve();
    await writing;
    expect(await sentBy(member)).toBe(5);
  });

  it('C5 are at most twenty of one person, also when they begin together', async () => {
    const member = await signedInMember(portal);
    const race = Array.from({ length: 26 }, () => begin(member, 10));
    expect(await begun(race)).toEqual([20, ['too-many-uploads']]);
  });
});
