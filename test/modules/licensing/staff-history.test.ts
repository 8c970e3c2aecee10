import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { SuspendLicense } from '../../../src/modules/licensing/application/suspend-license.js';
import { TransferLicense } from '../../../src/modules/licensing/application/transfer-license.js';
import { PersonalData } from '../../../src/platform/personal-data/personal-data.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { ActingAs } from '../orders/acting-as.js';
import { defineLumen } from '../orders/lumen.js';

let portal: Portal;
let agent: SignedInPerson;
let owner: SignedInMember;
let licenseId: string;
let serialNumber: string;

beforeAll(async () => {
  portal = await startPortal();
  agent = await signedInStaff(portal, 'manager');
  owner = await signedInMember(portal);
});
beforeEach(async () => {
  const productId = await defineLumen(portal);
  const { organizationId } = owner;
  ({ licenseId, serialNumber } = await portal.get(IssueLicense).execute({ organizationId, productId }));
});
afterAll(() => portal?.close());

const activate = async (name: string) => {
  const machine = { fingerprint: newId() as string, name, platform: 'windows-x64', version: '4.2.0' };
  const answer = await portal.api().post('/api/v1/product/activations', { serialNumber, ...machine });
  expect(answer.status).toBe(201);
};
const change = (verb: string, reason: string) =>
  agent.api.post(`/api/v1/staff/licenses/${licenseId}/${verb}`, { reason });
const told = async (person: SignedInPerson) =>
  (await person.api.get(`/api/v1/staff/licenses/${licenseId}/history`)).body.items.map(
    ({ kind, machine, by, reason }: Record<string, unknown>) => [kind, machine, by, reason],
  );

describe('the timeline of a license in the console', () => {
  it('LI-6 AD-4 says who of the staff did what, and why, on the page and in the API', async () => {
    await activate('Studio <b>2</b>');
    expect((await change('suspend', 'Invoice <open>\nsince May')).status).toBe(200);
    expect((await change('reinstate', 'Paid')).status).toBe(200);
    expect(await told(agent)).toEqual([
      ['license-issued', null, null, null],
      ['installation-activated', 'Studio <b>2</b>', null, null],
      ['license-suspended', null, 'Tomas Reuter', 'Invoice <open>\nsince May'],
      ['license-reinstated', null, 'Tomas Reuter', 'Paid'],
    ]);
    for (const path of ['', '/history']) {
      const { html } = await agent.visitor.get(`/admin/licenses/${licenseId}${path}`);
      expect(html).toContain('Studio &lt;b&gt;2&lt;/b&gt; was activated');
      expect(html).toContain('Reason: Invoice &lt;open&gt;\nsince May');
      expect(html).toMatch(/The license was suspended<\/p>[\s\S]{0,300}Tomas Reuter · /);
    }
    const { html } = await agent.visitor.get(`/admin/licenses/${licenseId}/history`);
    expect(html).toContain('The chain holds: 4 entries');
  });

  it('LI-6 B2 tells customers neither names of the staff nor reasons, in no form', async () => {
    await change('suspend', 'Suspected fraud');
    const seen = [
      (await owner.visitor.get(`/licenses/${licenseId}`)).html,
      (await owner.visitor.get(`/licenses/${licenseId}/history`)).html,
      (await owner.visitor.get(`/licenses/${licenseId}/history.jsonl`)).html,
      JSON.stringify((await owner.api.get(`/api/v1/licenses/${licenseId}/history`)).body),
    ];
    for (const text of seen) {
      expect(text).toMatch(/license-suspended|The license was suspended/);
      expect(text).not.toMatch(/Suspected fraud|Tomas Reuter/);
    }
  });

  it('LI-6 B2 is closed to customers, and to staff who do not work with licenses', async () => {
    const acting = new ActingAs(portal);
    const api = `/api/v1/staff/licenses/${licenseId}/history`;
    const page = `/admin/licenses/${licenseId}/history`;
    for (const { api: caller, pages } of [
      acting.staff(['staff.orders', 'staff.tickets']),
      acting.customer(owner.organizationId),
    ]) {
      expect((await caller.get(api)).status).toBe(403);
      expect((await pages.get(page)).status).toBe(403);
    }
    expect((await agent.api.get(`/api/v1/staff/licenses/${newId()}/history`)).status).toBe(404);
    expect((await agent.visitor.get(`/admin/licenses/${newId()}/history`)).status).toBe(404);
  });

  it('LI-6 names machines and owners from before a transfer, which the new owner does not read', async () => {
    await activate('Old studio');
    const next = await signedInMember(portal, { organizationName: 'Harbor Labs' });
    const to = next.organizationId;
    await portal.get(TransferLicense).execute({ licenseId, toOrganizationId: to, reason: 'Sold' });
    const { html } = await agent.visitor.get(`/admin/licenses/${licenseId}`);
    expect(html).toContain('Old studio was activated');
    expect(html).toContain('From Fjord Instruments to Harbor Labs.\nReason: Sold');
    expect((await next.visitor.get(`/licenses/${licenseId}/history`)).html).not.toMatch(
      /Old studio|Fjord Instruments|Sold/,
    );
  });

  it('LI-6 goes on by pages, and in the language of the reader', async () => {
    for (let time = 0; time < 26; time += 1) {
      await change('suspend', `Reason ${time}`);
      await change('reinstate', 'Paid');
    }
    const first = await agent.visitor.get(`/admin/licenses/${licenseId}/history`);
    expect(first.html).toContain(`/admin/licenses/${licenseId}/history?before&#x3D;4"`);
    expect(first.html).not.toContain('Reason 0');
    const { cookies } = agent.visitor;
    cookies.set('latchkey-locale', 'de');
    const rest = await agent.visitor.get(`/admin/licenses/${licenseId}/history?before=4`);
    cookies.delete('latchkey-locale');
    expect(rest.html).toContain('Grund: Reason 0');
    expect(rest.html).toContain('Die Lizenz wurde ausgestellt');
  });

  it('ID-12 forgets a reason when who owned the license alone is erased', async () => {
    await portal.get(SuspendLicense).execute({ licenseId, reason: 'Mira asked for it' });
    const { userId, organizationId } = owner;
    const person = { userIds: [userId], email: null, username: null, organizationIds: [organizationId] };
    await portal.get(PersonalData).erase(person);
    const notes = await portal.sql('select reason from licensing.license_event_note where license_id = $1', [
      licenseId,
    ]);
    expect(notes).toEqual([{ reason: null }]);
  });
});
