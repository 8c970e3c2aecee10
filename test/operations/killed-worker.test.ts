import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startSmtpSink } from '../../src/platform/mail/smtp-sink.js';
import { createTestDatabase } from '../harness/database.js';
import { endPrograms, figure, Program } from './program.js';
import { defineProduct, query, sell, settings } from './settings.js';

const cleanUps: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  await endPrograms();
  for (const cleanUp of cleanUps) await cleanUp();
});

describe('Two workers, one of which is killed', () => {
  it('finish together what came in, and double nothing', async () => {
    const { url, drop } = await createTestDatabase();
    cleanUps.push(drop);
    await defineProduct(url, 'draft');
    const sink = await startSmtpSink({ port: 0 });
    cleanUps.push(() => sink.close());
    const env = await settings(url, { SMTP_URL: `smtp://127.0.0.1:${sink.port}`, LOG_LEVEL: 'warn' });
    const web = Program.start(['main.js'], { ...env, LOG_LEVEL: 'info' });
    const workers = [1, 2].map(() => Program.start(['worker.js'], { ...env, LOG_LEVEL: 'info' }));
    await Promise.all([web.prints(/web is ready/), ...workers.map((it) => it.prints(/worker is ready/))]);
    const buyers = Array.from({ length: 40 }, (_, index) => `buyer-${index}@example.com`);
    const answers = await Promise.all(buyers.map((email) => sell(env.PUBLIC_URL, email, 2)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    while (sink.mails().length < 3) await wait(5);
    const pending = buyers.length - sink.mails().length;
    await workers[0]?.ends('SIGKILL');
    expect(pending).toBeGreaterThan(0);
    const since = performance.now();
    await finished(url);
    figure(`the other worker finished ${pending} mails`, performance.now() - since);
    const [made] = await query(
      url,
      `select (select count(*)::int from orders.order) as orders,
        (select count(distinct order_id)::int from orders.invoice where rendered_at is not null) as invoices,
        (select count(*)::int from licensing.license) as licenses,
        (select count(*)::int from identity.organization) as organizations,
        (select count(*)::int from platform.dead_letter) as dead`,
    );
    const count = buyers.length;
    expect(made).toEqual({
      orders: count,
      invoices: count,
      licenses: 2 * count,
      organizations: count,
      dead: 0,
    });
    // One-time links are sent at most once: what the killed worker was just sending may be parked, never doubled.
    const invitations = sink.mails().filter((mail) => /invit/i.test(mail.subject + mail.text));
    const invited = invitations.flatMap((mail) => mail.to);
    expect(invited.length).toBe(new Set(invited).size);
    const parked = await query(url, `select 1 from platform.mail_delivery where status = 'doubtful'`);
    expect(new Set(invited).size + parked.length).toBeGreaterThanOrEqual(count);
    expect((await workers[1]?.ends('SIGTERM'))?.code).toBe(0);
    expect((await web.ends('SIGTERM')).code).toBe(0);
  }, 90_000);
});

/** Everything handed over was consumed by every subscriber, no invoice waits for its PDF and no mail is under way. */
async function finished(url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (let quiet = 0; quiet < 3; ) {
    const [left] = await query<{ left: number }>(
      url,
      `select (select count(*) from platform.outbox where published_at is null)::int
        + (select count(*) from platform.mail_delivery where status in ('queued', 'sending'))::int
        + (select count(*) from orders.invoice where rendered_at is null)::int
        + (select count(*) from platform.outbox o cross join unnest(o.subscribers) as s (name)
           where not exists (select from platform.inbox i where i.event_id = o.id and i.subscriber = s.name))::int
        as left`,
    );
    quiet = left?.left === 0 ? quiet + 1 : 0;
    if (Date.now() > deadline) throw new Error(`${left?.left} things are still to be done.`);
    await wait(200);
  }
}
