import { expect, it } from '@jest/globals';
import { signedInMember } from '../../harness/people.js';
import { desk } from './hand-over-desk.js';

const { activate, at, inUse, issue } = desk;

/** The pages that lead through the hand-over; tests of the portal that {@link desk} opened. */
export function theWizard(): void {
  const here = (path = '') => `/licenses/${desk.license.licenseId}/hand-over${path}`;

  it('LI-5 leads from the license to the machine, its release, and the serial number for the new one', async () => {
    const machine = await activate('Plotter <3>');
    const { visitor } = desk.owner;
    expect((await visitor.get(`/licenses/${desk.license.licenseId}`)).html).toContain(here());
    const choice = await visitor.get(here());
    expect(choice.html).toContain(here(`/${machine.id}`));
    expect(choice.html).toContain('Plotter &lt;3&gt;');
    const confirm = await visitor.get(here(`/${machine.id}`));
    expect(confirm.html).toContain('Release Plotter &lt;3&gt;');
    expect(confirm.html).toContain('was in use within the last day');
    const after = await visitor.post(here(`/${machine.id}`), {});
    expect(after.html).toContain('Activate the new machine');
    expect(after.html).toContain(desk.license.serialNumber);
    expect(await inUse()).toBe(0);
  });

  it('LI-5 B4 without a fresh proof it leads to the proof, and back to the machine', async () => {
    const { organizationId } = desk.owner;
    const admin = await signedInMember(desk.portal, { organizationId, role: 'license-admin' });
    const machine = await activate('Desk');
    await admin.visitor.get(here(`/${machine.id}`));
    const { url } = await admin.visitor.post(here(`/${machine.id}`), {});
    expect(url).toContain('/step-up?action=release-installation');
    expect(await inUse()).toBe(1);
  });

  it('LI-5 asks for approval where the budget is spent, and shows what the agent answered', async () => {
    await issue({ releasesAllowed: 0 });
    const machine = await activate('Kiosk');
    const { visitor } = desk.owner;
    const form = await visitor.get(here(`/${machine.id}`));
    expect(form.html).toContain('Ask for approval');
    expect(form.html).not.toContain('Release Kiosk');
    const empty = await visitor.post(here(`/${machine.id}/request`), { reason: ' ' });
    expect([empty.status, empty.html.includes('Enter the reason.')]).toEqual([422, true]);
    await visitor.post(here(`/${machine.id}/request`), { reason: 'It was <i>sold</i>.' });
    expect((await visitor.get(here(`/${machine.id}`))).html).toContain('Our support decides');
    const list = await desk.agent.visitor.get('/admin/licenses/release-requests');
    expect(list.html).toContain('It was &lt;i&gt;sold&lt;/i&gt;.');
    const marked = /<a class="lk-nav-link" href="([^"]+)" aria-current="page">/g;
    expect([...list.html.matchAll(marked)].map(([, href]) => href)).toEqual([
      '/admin/licenses/release-requests',
    ]);
    const licenses = await desk.agent.visitor.get('/admin/licenses');
    expect([...licenses.html.matchAll(marked)].map(([, href]) => href)).toEqual(['/admin/licenses']);
    expect(licenses.html).toMatch(/Release requests \([1-9]/);
    expect((await desk.agent.visitor.get('/admin')).html).toContain('Releases to approve');
    const href = /\/admin\/licenses\/release-requests\/[0-9a-f-]{36}/.exec(list.html)?.[0] ?? '';
    const [mine] = (await desk.owner.api.get(at('release-requests'))).body.items;
    const address = `/admin/licenses/release-requests/${mine.id}`;
    expect(href).toMatch(/^\/admin/);
    const refused = await desk.agent.visitor.post(`${address}/refuse`, { answer: '' });
    expect([refused.status, refused.html.includes('Enter the answer.')]).toEqual([422, true]);
    await desk.agent.visitor.post(`${address}/refuse`, { answer: 'Please call us.' });
    expect((await visitor.get(here())).html).toContain('Please call us.');
    await visitor.post(here(`/${machine.id}/request`), { reason: 'Again' });
    await visitor.post(here(`/${machine.id}/withdraw`), {});
    expect((await visitor.get(here(`/${machine.id}`))).html).toContain('Why should it be released?');
  });

  it('LI-5 B4 a reader finds no button, and German readers read German', async () => {
    const machine = await activate('Desk');
    const page = await desk.reader.visitor.get(here(`/${machine.id}`));
    expect(page.html).not.toContain('Release Desk');
    expect(page.html).not.toContain('Ask for approval');
    expect((await desk.reader.visitor.get(`/licenses/${desk.license.licenseId}`)).html).not.toContain(here());
    expect((await desk.reader.visitor.post(here(`/${machine.id}`), {})).status).toBe(403);
    expect((await desk.stranger.visitor.get(here())).status).toBe(404);
    const { organizationId } = desk.owner;
    const german = await signedInMember(desk.portal, { organizationId, locale: 'de' });
    expect((await german.visitor.get(here())).html).toContain('Welches Gerät gibt seinen Platz ab?');
  });
}
