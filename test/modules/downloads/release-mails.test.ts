import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { system } from '../../../src/kernel/actor.js';
import { HaltRelease } from '../../../src/modules/downloads/application/console/halt-release.js';
import { PublishRelease } from '../../../src/modules/downloads/application/publish-release.js';
import { YankRelease } from '../../../src/modules/downloads/application/yank-release.js';
import { type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aLicense, aProduct, aRelease } from './shop.js';

let portal: Portal;
let member: SignedInMember;
let productId: string;
let versions = 0;

const path = '/api/v1/release-subscriptions';

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal);
  productId = await aProduct(portal);
  await licensed(member);
});

afterAll(() => portal.close());

const licensed = ({ organizationId }: SignedInMember, maintenanceEndsAt = '2099-01-01T00:00:00Z') =>
  aLicense(portal, { productId, organizationId, maintenanceEndsAt });

const subscribe = ({ api }: SignedInMember, channel: 'stable' | 'beta' | null = 'stable') =>
  api.put(path, { productId, channel });

async function published(channel: 'stable' | 'beta' = 'stable') {
  versions += 1;
  const version = `1.${versions}.0`;
  const release = await aRelease(portal, productId, { version, publishedAt: null, channel });
  await portal.get(PublishRelease).execute(system, { releaseId: release.releaseId });
  return { ...release, version };
}

const mailsTo = ({ email }: SignedInMember, subject: string) =>
  portal.mails().filter((mail) => mail.to.includes(email) && mail.subject.includes(subject));

describe('NO-1 mails about new releases', () => {
  it('DL-1 reach who asked for them, once, and nobody else', async () => {
    const colleague = await signedInMember(portal, { organizationId: member.organizationId, role: 'reader' });
    const beta = await signedInMember(portal, { organizationId: member.organizationId, locale: 'de' });
    expect((await subscribe(member)).body.items).toMatchObject([{ productId, channel: 'stable' }]);
    await subscribe(beta, 'beta');
    const early = await published('beta');
    const stable = await published();
    await portal.settle();
    expect(mailsTo(member, early.version)).toEqual([]);
    expect(mailsTo(member, stable.version)).toHaveLength(1);
    expect(mailsTo(beta, early.version)).toHaveLength(1);
    expect(mailsTo(beta, `${stable.version} ist da`)).toHaveLength(1);
    expect(mailsTo(colleague, '1.')).toEqual([]);
  });

  it('end with one click of a mail program, or on the page, which only looks at a GET', async () => {
    const reader = await signedInMember(portal, { organizationId: member.organizationId });
    await subscribe(reader);
    const { version } = await published();
    await portal.settle();
    const [mail] = mailsTo(reader, version);
    expect(mail?.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    const address = mail?.headers['list-unsubscribe']?.slice(1, -1) ?? '';
    const { pathname, search } = new URL(address);
    const visitor = portal.visitor();
    const shown = await visitor.get(`/unsubscribe${search}`);
    expect(shown.html).toContain('Stop mails about releases?');
    expect((await reader.api.get(path)).body.items[0].channel).toBe('stable');
    const click = await fetch(new URL(`${pathname}${search}`, portal.baseUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(click.status).toBe(204);
    expect((await reader.api.get(path)).body.items[0].channel).toBeNull();
    const token = new URLSearchParams(search).get('token') ?? '';
    expect((await visitor.post('/unsubscribe', { token })).html).toContain('No more mails');
    expect((await visitor.post('/unsubscribe', { token: `${token}x` })).status).toBe(404);
    expect((await portal.api().post('/api/v1/unsubscribe?token=%00')).status).toBe(404);
    const next = await published();
    await portal.settle();
    expect(mailsTo(reader, next.version)).toEqual([]);
  });

  it('DL-2 say why a release is not included, and which one is', async () => {
    const late = await signedInMember(portal);
    await licensed(late, '2026-01-15T00:00:00Z');
    await aRelease(portal, productId, { version: '0.9.0', publishedAt: '2026-01-10T00:00:00Z' });
    await subscribe(late);
    const { version } = await published();
    await portal.settle();
    const [mail] = mailsTo(late, version);
    expect(mail?.text).toContain('after the maintenance of your license ended');
    expect(mail?.text).toContain('Your newest release is 0.9.0');
  });

  it('are not sent of a release that is halted meanwhile, nor to who has left', async () => {
    const leaver = await signedInMember(portal, { organizationId: member.organizationId });
    await subscribe(leaver);
    await portal.sql('update identity.membership set removed_at = now() where user_id = $1', [leaver.userId]);
    const { releaseId, version } = await published();
    await portal.get(HaltRelease).execute(system, { releaseId, reason: 'Looks odd.' });
    const next = await published();
    await portal.settle();
    expect(mailsTo(leaver, next.version)).toEqual([]);
    expect(mailsTo(member, next.version)).toHaveLength(1);
    const skipped = await portal.sql<{ status: string }>(
      `select status from platform.mail_delivery where event->'payload'->>'version' = $1`,
      [version],
    );
    expect(skipped.every(({ status }) => status === 'skipped' || status === 'sent')).toBe(true);
  });

  it('B2 are for products with a license, and chosen on a page, too', async () => {
    const other = await aProduct(portal, 'Other');
    expect((await member.api.put(path, { productId: other, channel: 'stable' })).status).toBe(404);
    const { visitor } = member;
    await visitor.get('/downloads/subscriptions');
    const saved = await visitor.post('/downloads/subscriptions', { productId, channel: 'beta' });
    expect(saved.html).toContain('Your choice is saved');
    expect(saved.html).toContain('<option value="beta" selected>');
    expect((await visitor.post('/downloads/subscriptions', { productId, channel: 'x' })).status).toBe(422);
    expect((await visitor.post('/downloads/subscriptions', { productId, channel: 'none' })).status).toBe(200);
  });
});

describe('DL-7 a withdrawn release', () => {
  it('is told to everybody who downloaded it, once, with the reason and what to use', async () => {
    const [one, two, left, without] = await Promise.all([
      signedInMember(portal),
      signedInMember(portal, { locale: 'de' }),
      signedInMember(portal),
      signedInMember(portal),
    ]);
    for (const person of [one, two, left, without]) await licensed(person);
    const good = await published();
    const bad = await published();
    for (const { api } of [one, one, two, left]) expect((await api.get(bad.content)).status).toBe(200);
    await without.api.get(bad.content, { range: 'bytes=0-99' });
    await portal.settle();
    await portal.sql('update identity.membership set removed_at = now() where user_id = $1', [left.userId]);
    await portal.get(YankRelease).execute(system, { releaseId: bad.releaseId, reason: 'It loses files.' });
    await portal.settle();
    const subject = `${bad.version} was withdrawn`;
    const [mail] = mailsTo(one, subject);
    expect(mail?.text).toContain('It loses files.');
    expect(mail?.text).toContain(`Use ${good.version} instead`);
    expect(mailsTo(one, subject)).toHaveLength(1);
    expect(mailsTo(two, `${bad.version} wurde zurückgezogen`)).toHaveLength(1);
    expect([...mailsTo(left, subject), ...mailsTo(without, subject)]).toEqual([]);
  });
});
