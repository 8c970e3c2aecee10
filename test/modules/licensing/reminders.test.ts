import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { day, later } from '../../../src/kernel/clock.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { ReinstateLicense } from '../../../src/modules/licensing/application/reinstate-license.js';
import { DescribeEnding } from '../../../src/modules/licensing/application/reminders/describe-ending.js';
import { FindEndings } from '../../../src/modules/licensing/application/reminders/find-endings.js';
import { RemindOfEndings } from '../../../src/modules/licensing/application/reminders/remind-of-endings.js';
import { RenewLicense } from '../../../src/modules/licensing/application/renew-license.js';
import { SuspendLicense } from '../../../src/modules/licensing/application/suspend-license.js';
import { TransferLicense } from '../../../src/modules/licensing/application/transfer-license.js';
import { type ChainedFact, firstBreak } from '../../../src/modules/licensing/domain/license-history.js';
import type { PolicyRules } from '../../../src/modules/licensing/domain/policy.js';
import { type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';

let portal: Portal;
let admin: SignedInMember;
let licenseId: string;

beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal?.close());
beforeEach(async () => {
  admin = await signedInMember(portal, { role: 'license-admin' });
});

/** A license whose term began half a year ago, with ends in so many days. */
async function ending(of: {
  readonly expires: number | null;
  readonly updates: number;
  readonly rules?: Partial<PolicyRules>;
}): Promise<void> {
  const productId = await defineLumen(portal, of.rules);
  const { organizationId } = admin;
  portal.clock.advance(-180 * day);
  ({ licenseId } = await portal.get(IssueLicense).execute({ organizationId, productId }));
  portal.clock.advance(180 * day);
  const now = portal.clock.now();
  await portal.sql('update licensing.license set expires_at = $1, maintenance_ends_at = $2 where id = $3', [
    of.expires === null ? null : later(now, of.expires * day),
    later(now, of.updates * day),
    licenseId,
  ]);
}
const tick = () => portal.get(RemindOfEndings).execute();
/** Changes the license while so many workers come to it, all of which found it as it was before. */
async function changing(change: string, workers: number): Promise<void> {
  const client = new pg.Client({ connectionString: portal.databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query(change, [licenseId]);
  const ticks = Array.from({ length: workers }, tick);
  const waiting = `select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await portal.sql(waiting)).length < workers) await wait(5);
  await client.query('commit');
  await client.end();
  await Promise.all(ticks);
}
const told = async (): Promise<[string, number][]> => {
  const facts = await portal.sql<ChainedFact & { kind: string }>(
    'select place, kind, entry, hash from licensing.license_event where license_id = $1 order by place',
    [licenseId],
  );
  expect(firstBreak(licenseId, facts)).toBeNull();
  return facts
    .filter(({ kind }) => kind === 'license-ending')
    .map(({ entry }) => JSON.parse(entry).data)
    .map(({ what, days }) => [what, days]);
};
/** Describes an end of now, as the mail of its reminder will do when it is sent. */
async function describing(what: 'license' | 'maintenance') {
  const [row] = await portal.sql<{ license: Date; maintenance: Date }>(
    'select expires_at as license, maintenance_ends_at as maintenance from licensing.license where id = $1',
    [licenseId],
  );
  const { organizationId } = admin;
  const of = { licenseId, organizationId, what, endsAt: String(row?.[what].toISOString()) };
  return () => portal.get(DescribeEnding).execute(of);
}
const mailsTo = async (email: string) => {
  await portal.settle();
  return portal.mails().filter((mail) => mail.to.includes(email));
};

describe('reminders of what ends', () => {
  it('LI-7 60, 30, 7 and 1 day before the end, once each', async () => {
    await ending({ expires: 61, updates: 61 });
    await tick();
    expect(await told()).toEqual([]);
    for (const days of [1, 30, 23, 6]) {
      portal.clock.advance(days * day);
      await tick();
      await tick();
    }
    expect(await told()).toEqual([60, 30, 7, 1].map((days) => ['license', days]));
    portal.clock.advance(2 * day);
    await tick();
    expect(await told()).toHaveLength(4);
  });

  it('LI-7 D1 two workers at once, and another after a restart, remind once', async () => {
    await ending({ expires: null, updates: 30 });
    await changing('select from licensing.license where id = $1 for update', 3);
    await tick();
    expect(await told()).toEqual([['maintenance', 30]]);
    const mails = await mailsTo(admin.email);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('every version that is published until then stays yours');
  });

  it('LI-7 several missed stages are one reminder, the nearest', async () => {
    await ending({ expires: 5, updates: 5 });
    await tick();
    expect(await told()).toEqual([['license', 7]]);
    expect((await mailsTo(admin.email)).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('Your license of Lumen Studio ends on'),
    ]);
  });

  it('LI-7 a renewal that moves the end makes new reminders possible, and stale ones are not sent', async () => {
    await ending({ expires: 30, updates: 30, rules: { validityMonths: 2, maintenanceMonths: 2 } });
    await tick();
    const described = await describing('license');
    expect(await described()).toMatchObject({ productName: 'Lumen Studio' });
    await portal.get(RenewLicense).execute({ licenseId, reason: null });
    expect(await described()).toBeNull();
    await tick();
    expect(await told()).toEqual([['license', 30]]);
    portal.clock.advance(35 * day);
    await tick();
    expect(await told()).toEqual([
      ['license', 30],
      ['license', 60],
    ]);
  });

  it('LI-7 nothing is sent of a license that rests by then, or of others, nor when the end has come', async () => {
    await ending({ expires: null, updates: 7 });
    const described = await describing('maintenance');
    await portal.get(SuspendLicense).execute({ licenseId, reason: 'Unpaid' });
    expect(await described()).toBeNull();
    await portal.get(ReinstateLicense).execute({ licenseId, reason: 'Paid' });
    expect(await described()).toMatchObject({ productName: 'Lumen Studio', expiresAt: null });
    portal.clock.advance(8 * day);
    expect(await described()).toBeNull();
    portal.clock.advance(-8 * day);
    const { organizationId: toOrganizationId } = await signedInMember(portal);
    await portal.get(TransferLicense).execute({ licenseId, toOrganizationId, reason: 'Sold' });
    expect(await described()).toBeNull();
  });

  it('LI-7 an end that is nearer than a stage from the beginning is told at the next one', async () => {
    const productId = await defineLumen(portal, { validityMonths: 1, maintenanceMonths: 1 });
    const { organizationId } = admin;
    ({ licenseId } = await portal.get(IssueLicense).execute({ organizationId, productId }));
    await tick();
    portal.clock.advance(day * 5);
    await tick();
    expect((await told()).filter(([, days]) => days === 60)).toEqual([]);
    portal.clock.advance(day * 19);
    await tick();
    expect((await told()).at(-1)).toEqual(['license', 7]);
    // Renewed by a month: the stage of 60 days was over before this end, too.
    await portal.get(RenewLicense).execute({ licenseId, reason: null });
    await tick();
    expect((await told()).filter(([, days]) => days === 60)).toEqual([]);
  });

  it('LI-7 nothing of a suspended or an expired license', async () => {
    await ending({ expires: 7, updates: 7 });
    await portal.get(SuspendLicense).execute({ licenseId, reason: 'R' });
    await tick();
    expect(await told()).toEqual([]);
    await ending({ expires: -1, updates: 7 });
    await tick();
    expect(await told()).toEqual([]);
  });

  it('LI-7 D1 nothing of a license that was suspended after a worker found it', async () => {
    await ending({ expires: 7, updates: 7 });
    await changing(`update licensing.license set status = 'suspended' where id = $1`, 1);
    expect(await told()).toEqual([]);
  });

  it('LI-7 reaches who can act, in their language and time zone, and nobody who muted it', async () => {
    const { organizationId } = admin;
    const reader = await signedInMember(portal, { organizationId, role: 'reader' });
    const quiet = await signedInMember(portal, { organizationId, role: 'license-admin' });
    const german = await signedInMember(portal, { organizationId, role: 'license-admin', locale: 'de' });
    const mails = { replies: true, confirmations: true, invoices: true, reminders: false };
    expect((await quiet.api.put('/api/v1/me/notifications', mails)).status).toBeLessThan(300);
    await ending({ expires: null, updates: 7 });
    await tick();
    expect(
      (await mailsTo(german.email)).map(({ text }) => text.includes('Updates für Lumen Studio sind')),
    ).toEqual([true]);
    expect(await mailsTo(admin.email)).toHaveLength(1);
    expect([await mailsTo(reader.email), await mailsTo(quiet.email)]).toEqual([[], []]);
  });

  it('LI-7 settles what was found, so that the next tick has nothing to do', async () => {
    await ending({ expires: 20, updates: 40 });
    const found = () => portal.get(FindEndings).after(null, 1_000);
    expect(await found()).toContain(licenseId);
    await tick();
    expect(await found()).not.toContain(licenseId);
    expect(await told()).toEqual([['license', 30]]);
  });

  it('LI-7 tells the new owner what the owner before was told of', async () => {
    await ending({ expires: 30, updates: 30 });
    await tick();
    expect(await mailsTo(admin.email)).toHaveLength(1);
    admin = await signedInMember(portal, { role: 'license-admin' });
    const { organizationId: toOrganizationId } = admin;
    await portal.get(TransferLicense).execute({ licenseId, toOrganizationId, reason: 'Sold' });
    await tick();
    await tick();
    expect(await mailsTo(admin.email)).toHaveLength(1);
  });

  it('LI-7 one license that cannot be done keeps no other from its reminder', async () => {
    await ending({ expires: 30, updates: 30 });
    const stuck = licenseId;
    // The chain of this license has no place left.
    await portal.sql(
      `insert into licensing.license_event (license_id, place, kind, at, entry, hash)
       select license_id, 2147483647, 'license-renewed', at, entry, hash from licensing.license_event
       where license_id = $1`,
      [stuck],
    );
    await ending({ expires: 30, updates: 30 });
    await expect(tick()).rejects.toThrow();
    expect(await told()).toEqual([['license', 30]]);
    await portal.sql(`update licensing.license set status = 'revoked' where id = $1`, [stuck]);
  });
});
