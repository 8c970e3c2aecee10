import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { system } from '../../../src/kernel/actor.js';
import { newId } from '../../../src/kernel/ids.js';
import { YankRelease } from '../../../src/modules/downloads/application/yank-release.js';
import type { PageClient } from '../../harness/clients.js';
import { eventually } from '../../harness/eventually.js';
import { type SignedInMember, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aLicense as aDatedLicense, aProduct, aRelease, downloaded } from '../downloads/shop.js';
import { aLicense, aTicket, browserOf } from '../support/desk.js';

let portal: Portal;
let member: SignedInMember;
let agent: PageClient;
let administrator: PageClient;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal, { organizationName: 'Fjord Instruments', name: 'Mira Solberg' });
  agent = await browserOf(portal, await signedInStaff(portal));
  administrator = await browserOf(portal, await signedInStaff(portal, 'administrator'));
});

afterAll(() => portal.close());

describe('the console', () => {
  it('AD-1 counts what waits, and shows troubles to who may act on them', async () => {
    await aTicket(member);
    const seen = await agent.get('/admin');
    expect(seen.status).toBe(200);
    expect(seen.html).toContain('Open requests');
    expect(seen.html).not.toContain('Dead letters');
    expect((await administrator.get('/admin')).html).toContain('Dead letters');
    expect((await (await browserOf(portal, member)).get('/admin')).status).toBe(403);
  });

  it('AD-2 finds a customer and shows everything about it on one page', async () => {
    const { number } = await aTicket(member);
    await aLicense(portal, member.organizationId);
    expect((await agent.get('/admin/customers?query=mira')).html).toContain('Fjord Instruments');
    expect((await agent.get('/admin/customers?query=nowhere')).html).toContain('No customer matches');
    const { html, status } = await agent.get(`/admin/customers/${member.organizationId}`);
    expect(status).toBe(200);
    for (const text of ['Mira Solberg', member.email, 'Northwind Draft', number])
      expect(html).toContain(text);
    expect(html).toContain('Nothing downloaded yet');
    for (const id of [newId(), 'x']) expect((await agent.get(`/admin/customers/${id}`)).status).toBe(404);
  });

  it('AD-2 DL-7 shows what the customer downloaded, by whom, and what was withdrawn since', async () => {
    const { organizationId } = member;
    const productId = await aProduct(portal, 'Northwind Plan');
    await aDatedLicense(portal, { productId, organizationId, maintenanceEndsAt: '2099-01-01T00:00:00Z' });
    const release = await aRelease(portal, productId, {
      version: '4.2.0',
      publishedAt: '2026-01-10T09:00:00Z',
    });
    await downloaded(portal, member, release);
    const path = `/admin/customers/${organizationId}`;
    const row = /Northwind Plan 4\.2\.0[\s\S]*setup-4\.2\.0\.exe[\s\S]*Mira Solberg/;
    const { html } = await agent.get(path);
    expect(html).toMatch(row);
    expect(html).not.toContain('Withdrawn');
    await portal
      .get(YankRelease)
      .execute(system, { releaseId: release.releaseId, reason: 'It loses files.' });
    expect((await agent.get(path)).html).toContain('Withdrawn');
    const other = await signedInMember(portal, { organizationName: 'Kranich Werke' });
    expect((await agent.get(`/admin/customers/${other.organizationId}`)).html).not.toMatch(row);
  });

  it('shows every component outside production', async () => {
    const { status, html } = await portal.visitor().get('/dev/components');
    expect(status).toBe(200);
    expect(html).toContain('lk-badge');
  });

  it('leads the search of the top bar to requests or customers', async () => {
    expect((await agent.get('/admin/search?query=R-10001')).url).toBe(
      '/admin/tickets?view=all&query=R-10001',
    );
    expect((await agent.get('/admin/search?query=a%26b')).url).toBe('/admin/customers?query=a%26b');
  });

  it('sends a failed mail again on both faces', async () => {
    await aTicket(member);
    await portal.settle();
    const [mail] = await portal.sql<{ id: string }>(
      "update platform.mail_delivery set status = 'failed' where id = (select id from platform.mail_delivery limit 1) returning id",
    );
    const admin = await signedInStaff(portal, 'administrator');
    const { body } = await admin.api.get('/api/v1/staff/operations');
    expect(body.mails.map((item: { id: string }) => item.id)).toContain(mail?.id);
    expect((await admin.api.post(`/api/v1/staff/operations/mails/${mail?.id}/send-again`)).status).toBe(202);
    expect((await admin.api.post(`/api/v1/staff/operations/mails/${newId()}/send-again`)).status).toBe(404);
    expect((await member.api.get('/api/v1/staff/operations')).status).toBe(403);
  });

  it('finds customers through the API', async () => {
    const staff = await signedInStaff(portal);
    const { body } = await staff.api.get('/api/v1/staff/customers?query=fjord');
    expect(body.items[0]).toMatchObject({ id: member.organizationId, name: 'Fjord Instruments' });
    expect((await member.api.get('/api/v1/staff/customers')).status).toBe(403);
  });

  it('AD-1 lists jobs that fail, for those who look after the portal, who try them again', async () => {
    // Once it is tried again it succeeds: there is no such bundle to pack.
    const fail = async () => {
      const [id, bundleId] = [newId<never>() as string, newId()];
      const key = `downloads.pack-bundle.${bundleId}`;
      await portal.sql(
        `insert into platform.job (id, key, name, data, run_at, check_after, rounds, error)
          values ($1, $2, 'downloads.pack-bundle', $3, now(), null, 24, 'TypeError at x.ts:1')`,
        [id, key, { bundleId }],
      );
      return { id, key };
    };
    const gone = (id: string) =>
      eventually(
        'it is done',
        async () => (await portal.sql('select 1 from platform.job where id = $1', [id])).length === 0,
      );
    const { id, key } = await fail();
    const { html } = await administrator.get('/admin/operations');
    for (const part of [key, 'TypeError at x.ts:1', '24 rounds', 'When you say so'])
      expect(html).toContain(part);
    expect((await administrator.get('/admin')).html).toContain('Failing jobs');
    expect((await agent.post(`/admin/operations/jobs/${id}/try-again`)).status).toBe(403);
    const again = await administrator.post(`/admin/operations/jobs/${id}/try-again`);
    expect([again.url, again.html.includes('The job is being tried again.')]).toEqual([
      '/admin/operations',
      true,
    ]);
    await gone(id);
    const { api } = await signedInStaff(portal, 'administrator');
    const other = await fail();
    const { body } = await api.get('/api/v1/staff/operations');
    expect(body.jobs).toMatchObject([{ ...other, error: 'TypeError at x.ts:1', rounds: 24, nextAt: null }]);
    expect((await api.post(`/api/v1/staff/operations/jobs/${other.id}/try-again`)).status).toBe(202);
    await gone(other.id);
    expect((await api.post(`/api/v1/staff/operations/jobs/${other.id}/try-again`)).status).toBe(404);
  });

  // Last: a consumer that does not exist is tried again for long.
  it('lists what nobody could consume, and replays it', async () => {
    await portal.settle();
    const id = newId<never>() as string;
    const event = {
      id: newId(),
      name: 'support.ticket-closed',
      version: 1,
      occurredAt: new Date().toISOString(),
      payload: {},
    };
    await portal.sql(
      `insert into platform.dead_letter (id, event_id, subscriber, event, error, attempts)
        values ($1, $2, 'tests.nobody', $3, 'TypeError at x.ts:1', 5)`,
      [id, event.id, event],
    );
    expect((await agent.get('/admin/operations')).status).toBe(403);
    const { html } = await administrator.get('/admin/operations');
    expect(html).toContain('tests.nobody');
    const done = await administrator.post(`/admin/operations/dead-letters/${id}/replay`);
    expect(done.url).toBe('/admin/operations');
    expect(done.html).toContain('being consumed again');
    expect((await administrator.post(`/admin/operations/dead-letters/${newId()}/replay`)).status).toBe(404);
  });
});
