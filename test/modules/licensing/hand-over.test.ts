import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { day, second } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { TransferLicense } from '../../../src/modules/licensing/application/transfer-license.js';
import { type ChainedFact, firstBreak } from '../../../src/modules/licensing/domain/license-history.js';
import type { PolicyRules } from '../../../src/modules/licensing/domain/policy.js';
import {
  freshProof,
  keyHolder,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';

interface Machine {
  readonly id: string;
  readonly uid: string;
}

let portal: Portal;
let owner: SignedInMember;
let reader: SignedInMember;
let stranger: SignedInMember;
let agent: SignedInPerson;
let license: { licenseId: string; serialNumber: string };

beforeAll(async () => {
  portal = await startPortal();
  owner = await signedInMember(portal);
  const { organizationId } = owner;
  reader = await signedInMember(portal, { organizationId, role: 'reader', name: 'Rolf Reader' });
  stranger = await signedInMember(portal, { organizationName: 'Kranich Werke' });
  agent = await signedInStaff(portal);
  for (const { userId } of [owner, stranger]) await freshProof(portal, userId, 'release-installation');
});
afterAll(() => portal?.close());
beforeEach(() => issue());

async function issue(rules: Partial<PolicyRules> = {}): Promise<void> {
  const productId = await defineLumen(portal, rules);
  const { organizationId } = owner;
  license = await portal.get(IssueLicense).execute({ organizationId, productId });
}
const activate = async (name: string): Promise<Machine> => {
  const machine = { fingerprint: newId() as string, name, platform: 'linux-x64', version: '4.2.0' };
  const { serialNumber } = license;
  const { body } = await portal.api().post('/api/v1/product/activations', { serialNumber, ...machine });
  return { id: body.activationId, uid: body.uid };
};
const at = (path: string) => `/api/v1/licenses/${license.licenseId}/${path}`;
const release = ({ id }: Machine, by: SignedInPerson = owner) =>
  by.api.post(at(`installations/${id}/release`), {});
const ask = ({ id }: Machine, by: Pick<SignedInPerson, 'api'> = owner, reason = 'The disk died.') =>
  by.api.post(at('release-requests'), { installationId: id, reason });
const decide = (id: string, verb: 'approve' | 'refuse', body: object = {}) =>
  agent.api.post(`/api/v1/staff/release-requests/${id}/${verb}`, body);
const inUse = async () => (await owner.api.get(at('hand-over'))).body.installations.inUse as number;
const kinds = async () => {
  const facts = await portal.sql<ChainedFact & { kind: string }>(
    'select place, kind, entry, hash from licensing.license_event where license_id = $1 order by place',
    [license.licenseId],
  );
  expect(firstBreak(license.licenseId, facts)).toBeNull();
  return facts.map(({ kind }) => kind);
};
const audited = () =>
  portal.sql<{ action: string; actor: string }>(
    `select action, actor_id as actor from platform.audit_entry where object_id = $1 and action like '%release%'
     order by at, id`,
    [license.licenseId],
  );
const mailsTo = async (email: string, about: string) => {
  await portal.settle();
  return portal.mails().filter((mail) => mail.to.includes(email) && mail.subject.includes(about));
};

describe('handing a place over', () => {
  it('LI-5 all places are taken: releasing a machine makes the new one valid at once', async () => {
    await issue({ installationLimit: 1 });
    const old = await activate('Old rig');
    expect((await activate('New rig')).uid).toBeUndefined();
    const { status, body } = await release(old);
    expect([status, body]).toEqual([
      200,
      { installationId: old.id, budget: { allowed: 3, windowDays: 30, left: 2, nextAt: null } },
    ]);
    expect((await activate('New rig')).uid).toEqual(expect.any(String));
    expect(await inUse()).toBe(1);
  });

  it('LI-5 B13 each release is in the chain, audited, and mailed with who released which machine', async () => {
    const machine = await activate('Kiln 7');
    await release(machine);
    expect(await kinds()).toEqual(['license-issued', 'installation-activated', 'installation-released']);
    expect(await audited()).toEqual([{ action: 'licensing.installation-released', actor: owner.userId }]);
    const [mail, ...more] = await mailsTo(owner.email, 'Kiln 7');
    expect(more).toEqual([]);
    expect(mail?.text).toContain('Mira Solberg released the machine Kiln 7');
    expect(await mailsTo(reader.email, 'Kiln 7')).toEqual([]);
    await release(machine);
    expect(await audited()).toHaveLength(1);
    expect(await mailsTo(owner.email, 'Kiln 7')).toHaveLength(1);
  });

  it('LI-5 D1 ten releases at once with a budget of three release exactly three', async () => {
    await issue({ installationLimit: 10 });
    const machines = await Promise.all(Array.from({ length: 10 }, (_, n) => activate(`Node ${n}`)));
    const answers = await Promise.all(machines.map((machine) => release(machine)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(3);
    expect(statuses.filter((status) => status === 409)).toHaveLength(7);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'release-budget-spent',
      allowed: 3,
      windowDays: 30,
    });
    expect(await inUse()).toBe(7);
  });

  it('LI-5 the budget counts what customers released, and not what products or agents did', async () => {
    await issue({ releasesAllowed: 1, installationLimit: 5 });
    const [a, b, c] = [await activate('A'), await activate('B'), await activate('C')];
    const { serialNumber } = license;
    await portal.sql("update licensing.installation set fingerprint = 'c' where id = $1", [c.id]);
    await portal.api().post('/api/v1/product/deactivations', { serialNumber, fingerprint: 'c' });
    expect((await release(a)).body.budget).toMatchObject({ left: 0, nextAt: expect.any(String) });
    const asked = await ask(b);
    expect((await decide(asked.body.id, 'approve')).status).toBe(200);
    const d = await activate('D');
    expect((await release(d)).status).toBe(409);
    await portal.sql(
      'update licensing.installation set released_at = released_at - $1::interval where id = $2',
      ['30 days', a.id],
    );
    expect((await release(d)).status).toBe(200);
  });

  it('LI-5 shows those silent longest first, and suggests one that is silent for a week', async () => {
    const [fresh, old, offline] = [await activate('Fresh'), await activate('Old'), await activate('Cabin')];
    const silent = (id: string, days: number) =>
      portal.sql('update licensing.installation set last_seen_at = $1 where id = $2', [
        new Date(Number(portal.clock.now()) - days * day),
        id,
      ]);
    expect((await owner.api.get(at('hand-over'))).body.suggestedId).toBeNull();
    await silent(old.id, 8);
    await silent(offline.id, 20);
    await portal.sql('update licensing.installation set offline_until = $1 where id = $2', [
      new Date(Number(portal.clock.now()) + 5 * day),
      offline.id,
    ]);
    const { body } = await owner.api.get(at('hand-over'));
    const ids = body.candidates.map(({ id }: { id: string }) => id);
    expect([ids, body.suggestedId]).toEqual([[old.id, fresh.id, offline.id], old.id]);
    expect(body.candidates[2].offlineUntil).toEqual(expect.any(String));
    const found = await owner.api.get(at('hand-over?query=CAB'));
    expect(found.body.candidates).toHaveLength(1);
  });
});

describe('handing over the place of a floating license', () => {
  it('LI-5 ends the lease with the release, so that another machine may have it at once', async () => {
    await issue({ kind: 'floating', installationLimit: 1, releasesAllowed: 1 });
    const machines = [await activate('Old'), await activate('New'), await activate('Newer')];
    const lease = async (n: number) => {
      const [row] = await portal.sql<{ fingerprint: string }>(
        'select fingerprint from licensing.installation where id = $1',
        [machines[n]?.id],
      );
      const body = { serialNumber: license.serialNumber, fingerprint: row?.fingerprint };
      return (await portal.api().post('/api/v1/product/leases', body)).status;
    };
    const [old, next] = machines;
    if (!old || !next) throw new Error('There are three machines.');
    expect([await lease(0), await lease(1)]).toEqual([201, 409]);
    expect((await release(old)).status).toBe(200);
    expect([await lease(1), await lease(2)]).toEqual([201, 409]);
    const { body } = await ask(next);
    expect((await decide(body.id, 'approve')).status).toBe(200);
    expect(await lease(2)).toBe(201);
  });
});

describe('asking for a release', () => {
  it('LI-5 beyond the budget an agent approves: released, audited, and told with one mail', async () => {
    await issue({ releasesAllowed: 0 });
    const machine = await activate('Drone 4');
    expect((await release(machine)).body).toMatchObject({ code: 'release-budget-spent', nextAt: null });
    const asked = await ask(machine);
    expect(asked.status).toBe(201);
    expect((await ask(machine)).body.code).toBe('release-request-open');
    const desk = await agent.api.get('/api/v1/staff/release-requests');
    expect(desk.body.items).toContainEqual(
      expect.objectContaining({
        id: asked.body.id,
        reason: 'The disk died.',
        organization: { id: owner.organizationId, name: 'Fjord Instruments' },
        requestedBy: { id: owner.userId, name: 'Mira Solberg', holdsKey: false },
      }),
    );
    expect((await decide(asked.body.id, 'approve')).body.status).toBe('approved');
    expect((await decide(asked.body.id, 'approve')).body.code).toBe('release-request-closed');
    expect(await inUse()).toBe(0);
    expect(await kinds()).toEqual([
      'license-issued',
      'installation-activated',
      'release-requested',
      'release-request-closed',
      'installation-released',
    ]);
    expect(await audited()).toEqual([
      { action: 'licensing.release-requested', actor: owner.userId },
      { action: 'licensing.release-approved', actor: agent.userId },
    ]);
    const mails = await mailsTo(owner.email, 'Drone 4');
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('Our support released the machine Drone 4');
    expect(mails[0]?.text).not.toContain('Tomas Reuter');
  });

  it('LI-5 a refusal says why, and the machine keeps its place', async () => {
    const machine = await activate('Mill 9');
    const { body } = await ask(machine);
    const answer = 'It was seen an hour ago.';
    expect((await decide(body.id, 'refuse', { answer })).body).toMatchObject({ status: 'refused', answer });
    expect(await inUse()).toBe(1);
    const mails = await mailsTo(owner.email, 'Mill 9');
    expect(mails.map(({ text }) => text.includes(answer))).toEqual([true]);
    const listed = await owner.api.get(at('release-requests'));
    expect(listed.body.items).toEqual([expect.objectContaining({ id: body.id, status: 'refused', answer })]);
    expect((await ask(machine)).status).toBe(201);
  });

  it('LI-5 five at once leave one open request', async () => {
    const machine = await activate('Rack');
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(machine)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  it('LI-5 the customer takes it back, or releases the machine after all, which closes it', async () => {
    const [a, b] = [await activate('A'), await activate('B')];
    const first = await ask(a);
    expect((await owner.api.post(at(`release-requests/${first.body.id}/withdraw`), {})).status).toBe(204);
    expect((await decide(first.body.id, 'approve')).body.code).toBe('release-request-closed');
    const second = await ask(b);
    expect((await release(b)).status).toBe(200);
    expect((await decide(second.body.id, 'refuse', { answer: 'No' })).body.code).toBe(
      'release-request-closed',
    );
  });

  it('LI-5 a request for a machine that gave its place back by itself no longer waits for agents', async () => {
    const machine = await activate('Gone');
    const { body } = await ask(machine);
    const { serialNumber } = license;
    const [row] = await portal.sql<{ fingerprint: string }>(
      'select fingerprint from licensing.installation where id = $1',
      [machine.id],
    );
    const fingerprint = row?.fingerprint;
    await portal.api().post('/api/v1/product/deactivations', { serialNumber, fingerprint });
    const desk = await agent.api.get('/api/v1/staff/release-requests?limit=100');
    expect(desk.body.items.map(({ id }: { id: string }) => id)).not.toContain(body.id);
    expect((await ask(machine)).body.code).toBe('installation-released-already');
    const [mine] = (await owner.api.get(at('release-requests'))).body.items;
    expect(mine).toMatchObject({ id: body.id, status: 'withdrawn', closedAt: expect.any(String) });
    const closed = await agent.api.get('/api/v1/staff/release-requests?status=closed&limit=100');
    expect(closed.body.items.map(({ id }: { id: string }) => id)).toContain(body.id);
    expect((await decide(body.id, 'approve')).body.code).toBe('release-request-closed');
  });

  it('LI-5 stops who asks and takes back without end, before the chain is full of it', async () => {
    const machine = await activate('Loop');
    for (let time = 0; time < 20; time += 1) {
      const { body } = await ask(machine);
      expect((await owner.api.post(at(`release-requests/${body.id}/withdraw`), {})).status).toBe(204);
    }
    expect((await ask(machine)).status).toBe(429);
    await portal.sql(
      `update licensing.release_request set requested_at = requested_at - interval '1 hour' where license_id = $1`,
      [license.licenseId],
    );
    expect((await ask(machine)).status).toBe(201);
  });

  it('LI-5 the holder of the key has no button, and asks; the mail reaches who asked', async () => {
    const machine = await activate('Only one');
    const holder = await keyHolder(portal, { serialNumber: license.serialNumber, uid: machine.uid });
    expect((await ask(machine, holder)).status).toBe(403);
    await portal.sql('update identity.key_holder set proved_at = $1', [portal.clock.now()]);
    const refused = await holder.api.post(at(`installations/${machine.id}/release`), {});
    expect(refused.body.code).toBe('forbidden');
    const { status, body } = await ask(machine, holder);
    expect(status).toBe(201);
    await ask(await activate('Of the owner'), owner, 'Mira left us.');
    const seen = await holder.api.get(at('release-requests'));
    expect(seen.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    const one = await agent.api.get(`/api/v1/staff/release-requests/${body.id}`);
    expect(one.body.requestedBy).toMatchObject({ holdsKey: true });
    const me = (await holder.api.get('/api/v1/me')).body.id as string;
    const address = 'holder@example.com';
    await portal.sql('update identity.user set email = $1, email_verified_at = $2 where id = $3', [
      address,
      portal.clock.now(),
      me,
    ]);
    expect((await decide(body.id, 'approve')).status).toBe(200);
    expect(await mailsTo(address, 'Only one')).toHaveLength(1);
  });
});

describe('who may hand over', () => {
  it('LI-5 B4 a reader sees the machines and is refused, an unproved owner proves first', async () => {
    const machine = await activate('Desk');
    expect((await reader.api.get(at('hand-over'))).status).toBe(200);
    expect((await release(machine, reader)).body.code).toBe('forbidden');
    expect((await ask(machine, reader)).body.code).toBe('forbidden');
    const { organizationId } = owner;
    const admin = await signedInMember(portal, { organizationId, role: 'license-admin' });
    expect((await release(machine, admin)).body.code).toBe('step-up-required');
    expect(await inUse()).toBe(1);
    const extra = { installationId: machine.id, reason: 'R', organizationId: stranger.organizationId };
    expect((await owner.api.post(at('release-requests'), extra)).status).toBe(422);
  });

  it('LI-5 B2 to strangers license, machine and request do not exist', async () => {
    const machine = await activate('Desk');
    const { body } = await ask(machine);
    const nobodys = newId() as string;
    const tries = [
      await stranger.api.get(at('hand-over')),
      await stranger.api.get(at('release-requests')),
      await release(machine, stranger),
      await ask(machine, stranger),
      await stranger.api.post(at(`release-requests/${body.id}/withdraw`), {}),
      await owner.api.post(at(`release-requests/${nobodys}/withdraw`), {}),
      await release({ id: nobodys, uid: '' }),
      await ask({ id: nobodys, uid: '' }),
    ];
    expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 404));
    await issue();
    expect([(await release(machine)).status, (await ask(machine)).status]).toEqual([404, 404]);
    expect((await owner.api.get('/api/v1/staff/release-requests')).status).toBe(403);
  });
});

describe('after a transfer', () => {
  it('LI-5 B2 the new owner finds no machine of the owner before, whose id is in the chain', async () => {
    const machine = await activate('Secret rig');
    const later = await activate('Other rig');
    expect((await release(machine)).status).toBe(200);
    portal.clock.advance(second);
    const { licenseId } = license;
    const { organizationId: toOrganizationId } = stranger;
    await portal.get(TransferLicense).execute({ licenseId, toOrganizationId, reason: 'Sold' });
    for (const old of [machine, later]) {
      const page = await stranger.visitor.get(`/licenses/${licenseId}/hand-over/${old.id}`);
      expect([page.status, /(Secret|Other) rig/.test(page.html)]).toEqual([404, false]);
      expect([(await release(old, stranger)).status, (await ask(old, stranger)).status]).toEqual([404, 404]);
    }
    const own = await activate('New rig');
    expect((await stranger.visitor.get(`/licenses/${licenseId}/hand-over/${own.id}`)).html).toContain(
      'New rig',
    );
    expect((await release(own, stranger)).status).toBe(200);
    expect((await release(own, stranger)).status).toBe(200);
  });
});

describe('the wizard', () => {
  const here = (path = '') => `/licenses/${license.licenseId}/hand-over${path}`;

  it('LI-5 leads from the license to the machine, its release, and the serial number for the new one', async () => {
    const machine = await activate('Plotter <3>');
    const { visitor } = owner;
    expect((await visitor.get(`/licenses/${license.licenseId}`)).html).toContain(here());
    const choice = await visitor.get(here());
    expect(choice.html).toContain(here(`/${machine.id}`));
    expect(choice.html).toContain('Plotter &lt;3&gt;');
    const confirm = await visitor.get(here(`/${machine.id}`));
    expect(confirm.html).toContain('Release Plotter &lt;3&gt;');
    expect(confirm.html).toContain('was in use within the last day');
    const after = await visitor.post(here(`/${machine.id}`), {});
    expect(after.html).toContain('Activate the new machine');
    expect(after.html).toContain(license.serialNumber);
    expect(await inUse()).toBe(0);
  });

  it('LI-5 B4 without a fresh proof it leads to the proof, and back to the machine', async () => {
    const { organizationId } = owner;
    const admin = await signedInMember(portal, { organizationId, role: 'license-admin' });
    const machine = await activate('Desk');
    await admin.visitor.get(here(`/${machine.id}`));
    const { url } = await admin.visitor.post(here(`/${machine.id}`), {});
    expect(url).toContain('/step-up?action=release-installation');
    expect(await inUse()).toBe(1);
  });

  it('LI-5 asks for approval where the budget is spent, and shows what the agent answered', async () => {
    await issue({ releasesAllowed: 0 });
    const machine = await activate('Kiosk');
    const { visitor } = owner;
    const form = await visitor.get(here(`/${machine.id}`));
    expect(form.html).toContain('Ask for approval');
    expect(form.html).not.toContain('Release Kiosk');
    const empty = await visitor.post(here(`/${machine.id}/request`), { reason: ' ' });
    expect([empty.status, empty.html.includes('Enter the reason.')]).toEqual([422, true]);
    await visitor.post(here(`/${machine.id}/request`), { reason: 'It was <i>sold</i>.' });
    expect((await visitor.get(here(`/${machine.id}`))).html).toContain('Our support decides');
    const list = await agent.visitor.get('/admin/licenses/release-requests');
    expect(list.html).toContain('It was &lt;i&gt;sold&lt;/i&gt;.');
    expect((await agent.visitor.get('/admin')).html).toContain('Releases to approve');
    const href = /\/admin\/licenses\/release-requests\/[0-9a-f-]{36}/.exec(list.html)?.[0] ?? '';
    const [mine] = (await owner.api.get(at('release-requests'))).body.items;
    const desk = `/admin/licenses/release-requests/${mine.id}`;
    expect(href).toMatch(/^\/admin/);
    const refused = await agent.visitor.post(`${desk}/refuse`, { answer: '' });
    expect([refused.status, refused.html.includes('Enter the answer.')]).toEqual([422, true]);
    await agent.visitor.post(`${desk}/refuse`, { answer: 'Please call us.' });
    expect((await visitor.get(here())).html).toContain('Please call us.');
    await visitor.post(here(`/${machine.id}/request`), { reason: 'Again' });
    await visitor.post(here(`/${machine.id}/withdraw`), {});
    expect((await visitor.get(here(`/${machine.id}`))).html).toContain('Why should it be released?');
  });

  it('LI-5 B4 a reader finds no button, and German readers read German', async () => {
    const machine = await activate('Desk');
    const page = await reader.visitor.get(here(`/${machine.id}`));
    expect(page.html).not.toContain('Release Desk');
    expect(page.html).not.toContain('Ask for approval');
    expect((await reader.visitor.get(`/licenses/${license.licenseId}`)).html).not.toContain(here());
    expect((await reader.visitor.post(here(`/${machine.id}`), {})).status).toBe(403);
    expect((await stranger.visitor.get(here())).status).toBe(404);
    const { organizationId } = owner;
    const german = await signedInMember(portal, { organizationId, locale: 'de' });
    expect((await german.visitor.get(here())).html).toContain('Welches Gerät gibt seinen Platz ab?');
  });
});
