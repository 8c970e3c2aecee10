import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keyHolder, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { boughtLicense } from '../identity/licensed.js';

describe('C2 a request of who has not proved the claim', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  const question = { subject: 'My mailbox is gone', body: 'How do I prove that I bought it?' };

  it('C2 A2 is marked for staff, seen by its author alone, and tells nothing of the license', async () => {
    const license = await boughtLicense(portal, 'unverified@example.com');
    const { organizationId, licenseId } = license;
    const holder = await keyHolder(portal, license);
    const owner = await signedInMember(portal, { organizationId });
    const agent = await signedInStaff(portal);
    const opened = await holder.api.post('/api/v1/unverified-tickets', question);
    expect(opened.status).toBe(201);
    const { id } = opened.body;
    const [row] = await portal.sql('select unverified, license_id from support.ticket where id = $1', [id]);
    expect(row).toEqual({ unverified: true, license_id: licenseId });
    const browser = await agent.visitor.get(`/admin/tickets/${id}`);
    expect(browser.html).toMatch(/not proved|unverified/i);

    const reply = { body: 'Call us, please.', visibility: 'public' };
    expect((await agent.api.post(`/api/v1/staff/tickets/${id}/messages`, reply)).status).toBe(201);
    const { body: thread } = await holder.api.get(`/api/v1/unverified-tickets/${id}`);
    expect(thread.messages.map(({ body }: { body: string }) => body)).toEqual([question.body, reply.body]);
    expect(JSON.stringify(thread)).not.toContain(licenseId);
    expect(JSON.stringify(thread)).not.toContain(organizationId);
    expect(
      (await holder.api.post(`/api/v1/unverified-tickets/${id}/messages`, { body: 'I will.' })).status,
    ).toBe(201);
    expect((await holder.api.get('/api/v1/tickets')).status).toBe(403);
    expect((await holder.api.get(`/api/v1/tickets/${id}`)).status).toBe(403);

    expect((await owner.api.get('/api/v1/tickets')).body.items).toEqual([]);
    expect((await owner.api.get(`/api/v1/tickets/${id}`)).status).toBe(404);
    expect((await owner.api.get(`/api/v1/unverified-tickets/${id}`)).status).toBe(404);
    expect((await owner.api.post(`/api/v1/tickets/${id}/messages`, { body: 'x' })).status).toBe(404);
    expect((await owner.api.post('/api/v1/unverified-tickets', question)).status).toBe(403);
    const stranger = await keyHolder(portal, await boughtLicense(portal, 'unverified.2@example.com'));
    expect((await stranger.api.get(`/api/v1/unverified-tickets/${id}`)).status).toBe(404);
    expect((await stranger.api.post(`/api/v1/unverified-tickets/${id}/messages`, { body: 'x' })).status).toBe(
      404,
    );
  });

  it('C2 reaches no ordinary request of the license through its routes', async () => {
    const license = await boughtLicense(portal, 'unverified.3@example.com');
    const { organizationId, licenseId } = license;
    const owner = await signedInMember(portal, { organizationId });
    const { body } = await owner.api.post('/api/v1/tickets', { ...question, licenseId });
    const holder = await keyHolder(portal, license);
    expect((await holder.api.get(`/api/v1/unverified-tickets/${body.id}`)).status).toBe(404);
    const reply = await holder.api.post(`/api/v1/unverified-tickets/${body.id}/messages`, { body: 'x' });
    expect(reply.status).toBe(404);
  });

  it('C2 is opened and answered on the pages, once per submission, five a day', async () => {
    const license = await boughtLicense(portal, 'unverified.4@example.com');
    const { serialNumber, uid } = license;
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    await visitor.post('/sign-in/serial', { serialNumber, uid, next: '' });
    const password = 'Quartz-Lantern-58!';
    await visitor.post('/sign-in/set-password', { password, repetition: password });
    expect((await visitor.get('/claim')).html).toContain('href="/unverified-requests"');
    const form = await visitor.get('/unverified-requests');
    const submissionId = /name="submissionId" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
    const made = await visitor.post('/unverified-requests', { ...question, submissionId });
    expect(made.url).toMatch(/^\/unverified-requests\/[0-9a-f-]{36}$/);
    expect((await visitor.post('/unverified-requests', { ...question, submissionId })).url).toBe(made.url);
    const answered = await visitor.post(`${made.url}/messages`, { body: 'One more thing.' });
    expect(answered.html).toContain('One more thing.');
    for (let more = 0; more < 4; more += 1) await visitor.post('/unverified-requests', question);
    expect((await visitor.post('/unverified-requests', question)).status).toBe(429);
  });
});
