import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { day, second } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { TransferLicense } from '../../../src/modules/licensing/application/transfer-license.js';
import { signedInMember } from '../../harness/people.js';
import { desk } from './hand-over-desk.js';
import { askingForRelease } from './hand-over-requests.js';
import { theWizard } from './hand-over-wizard.js';

const { activate, ask, at, audited, deactivate, decide, inUse, issue, kinds, mailsTo, release, takeBack } =
  desk;

beforeAll(() => desk.open());
afterAll(() => desk.close());
beforeEach(() => issue());

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
    expect(await audited()).toEqual([
      { action: 'licensing.installation-released', actor: desk.owner.userId },
    ]);
    const [mail, ...more] = await mailsTo(desk.owner.email, 'Kiln 7');
    expect(more).toEqual([]);
    expect(mail?.text).toContain('Mira Solberg released the machine Kiln 7');
    expect(await mailsTo(desk.reader.email, 'Kiln 7')).toEqual([]);
    await release(machine);
    expect(await audited()).toHaveLength(1);
    expect(await mailsTo(desk.owner.email, 'Kiln 7')).toHaveLength(1);
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
    await deactivate(c);
    expect((await release(a)).body.budget).toMatchObject({ left: 0, nextAt: expect.any(String) });
    const asked = await ask(b);
    expect((await decide(asked.body.id, 'approve')).status).toBe(200);
    const d = await activate('D');
    expect((await release(d)).status).toBe(409);
    await desk.portal.sql(
      'update licensing.installation set released_at = released_at - $1::interval where id = $2',
      ['30 days', a.id],
    );
    expect((await release(d)).status).toBe(200);
  });

  it('LI-5 no machine that was released is shown to choose, nor counted unless customers released it', async () => {
    await issue({ installationLimit: 5 });
    const [own, itself, stays] = [await activate('Kiln'), await activate('Loom'), await activate('Mill')];
    await deactivate(itself);
    await release(own);
    const { body } = await desk.owner.api.get(at('hand-over'));
    expect(body.candidates.map(({ id }: { id: string }) => id)).toEqual([stays.id]);
    expect(body.budget).toEqual({ allowed: 3, windowDays: 30, left: 2, nextAt: null });
    const { html } = await desk.owner.visitor.get(`/licenses/${desk.license.licenseId}/hand-over`);
    expect(html.match(/Kiln|Loom|Mill/g)).toEqual(['Mill']);
    expect(html).toContain('You can release 2 more machines yourself');
  });

  it('LI-5 shows those silent longest first, and suggests one that is silent for a week', async () => {
    const [fresh, old, offline] = [await activate('Fresh'), await activate('Old'), await activate('Cabin')];
    const silent = (id: string, days: number) =>
      desk.portal.sql('update licensing.installation set last_seen_at = $1 where id = $2', [
        new Date(Number(desk.portal.clock.now()) - days * day),
        id,
      ]);
    expect((await desk.owner.api.get(at('hand-over'))).body.suggestedId).toBeNull();
    await silent(old.id, 8);
    await silent(offline.id, 20);
    await desk.portal.sql('update licensing.installation set offline_until = $1 where id = $2', [
      new Date(Number(desk.portal.clock.now()) + 5 * day),
      offline.id,
    ]);
    const { body } = await desk.owner.api.get(at('hand-over'));
    const ids = body.candidates.map(({ id }: { id: string }) => id);
    expect([ids, body.suggestedId]).toEqual([[old.id, fresh.id, offline.id], old.id]);
    expect(body.candidates[2].offlineUntil).toEqual(expect.any(String));
    const found = await desk.owner.api.get(at('hand-over?query=CAB'));
    expect(found.body.candidates).toHaveLength(1);
  });
});

describe('handing over the place of a floating license', () => {
  it('LI-5 ends the lease with the release, so that another machine may have it at once', async () => {
    await issue({ kind: 'floating', installationLimit: 1, releasesAllowed: 1 });
    const machines = [await activate('Old'), await activate('New'), await activate('Newer')];
    const lease = async (n: number) => {
      const fingerprint = await desk.fingerprintOf({ id: machines[n]?.id ?? '' });
      const body = { serialNumber: desk.license.serialNumber, fingerprint };
      return (await desk.portal.api().post('/api/v1/product/leases', body)).status;
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

describe('who may hand over', () => {
  it('LI-5 B4 a reader sees the machines and is refused, an unproved owner proves first', async () => {
    const machine = await activate('Desk');
    expect((await desk.reader.api.get(at('hand-over'))).status).toBe(200);
    expect((await release(machine, desk.reader)).body.code).toBe('forbidden');
    expect((await ask(machine, desk.reader)).body.code).toBe('forbidden');
    const { organizationId } = desk.owner;
    const admin = await signedInMember(desk.portal, { organizationId, role: 'license-admin' });
    expect((await release(machine, admin)).body.code).toBe('step-up-required');
    expect(await inUse()).toBe(1);
    const extra = { installationId: machine.id, reason: 'R', organizationId: desk.stranger.organizationId };
    expect((await desk.owner.api.post(at('release-requests'), extra)).status).toBe(422);
  });

  it('LI-5 B2 to strangers license, machine and request do not exist', async () => {
    const machine = await activate('Desk');
    const { body } = await ask(machine);
    const nobodys = newId() as string;
    const tries = [
      await desk.stranger.api.get(at('hand-over')),
      await desk.stranger.api.get(at('release-requests')),
      await release(machine, desk.stranger),
      await ask(machine, desk.stranger),
      await takeBack(body.id, desk.stranger),
      await takeBack(nobodys),
      await release({ id: nobodys, uid: '' }),
      await ask({ id: nobodys, uid: '' }),
    ];
    expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 404));
    await issue();
    expect([(await release(machine)).status, (await ask(machine)).status]).toEqual([404, 404]);
    expect((await takeBack(body.id)).status).toBe(404);
    expect((await desk.owner.api.get('/api/v1/staff/release-requests')).status).toBe(403);
  });
});

describe('after a transfer', () => {
  it('LI-5 B2 the new owner finds no machine of the owner before, whose id is in the chain', async () => {
    const { portal, stranger } = desk;
    const machine = await activate('Secret rig');
    const later = await activate('Other rig');
    expect((await release(machine)).status).toBe(200);
    const asked = await ask(later);
    portal.clock.advance(second);
    const { licenseId } = desk.license;
    const { organizationId: toOrganizationId } = stranger;
    await portal.get(TransferLicense).execute({ licenseId, toOrganizationId, reason: 'Sold' });
    for (const old of [machine, later]) {
      const page = await stranger.visitor.get(`/licenses/${licenseId}/hand-over/${old.id}`);
      expect([page.status, /(Secret|Other) rig/.test(page.html)]).toEqual([404, false]);
      expect([(await release(old, stranger)).status, (await ask(old, stranger)).status]).toEqual([404, 404]);
    }
    expect((await takeBack(asked.body.id, stranger)).status).toBe(404);
    expect((await stranger.api.get(at('release-requests'))).body.items).toEqual([]);
    const choice = await stranger.visitor.get(`/licenses/${licenseId}/hand-over`);
    expect([choice.status, /(Secret|Other) rig|The disk died/.test(choice.html)]).toEqual([200, false]);
    const own = await activate('New rig');
    expect((await stranger.visitor.get(`/licenses/${licenseId}/hand-over/${own.id}`)).html).toContain(
      'New rig',
    );
    expect((await release(own, stranger)).status).toBe(200);
    expect((await release(own, stranger)).status).toBe(200);
  });

  it('LI-5 what the owner before released is not taken from the budget of the new one', async () => {
    await issue({ releasesAllowed: 1 });
    const { portal, stranger } = desk;
    expect((await release(await activate('Old rig'))).body.budget.left).toBe(0);
    portal.clock.advance(second);
    const { licenseId } = desk.license;
    const { organizationId: toOrganizationId } = stranger;
    await portal.get(TransferLicense).execute({ licenseId, toOrganizationId, reason: 'Sold' });
    const [one, two] = [await activate('Rig 1'), await activate('Rig 2')];
    const budget = { allowed: 1, windowDays: 30, left: 1, nextAt: null };
    expect((await stranger.api.get(at('hand-over'))).body.budget).toEqual(budget);
    const { html } = await stranger.visitor.get(`/licenses/${licenseId}/hand-over`);
    expect(html).toContain('You can release 1 more machine yourself');
    const answers = [await release(one, stranger), await release(two, stranger)];
    expect(answers.map(({ status }) => status)).toEqual([200, 409]);
  });
});

describe('asking for a release', askingForRelease);

describe('the wizard of the hand-over', theWizard);
