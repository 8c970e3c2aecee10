import { expect, it } from '@jest/globals';
import { keyHolder } from '../../harness/people.js';
import { desk } from './hand-over-desk.js';

const { activate, ask, at, audited, deactivate, decide, inUse, issue, kinds, mailsTo, release, takeBack } =
  desk;

/** Requests for a release, decided by agents; tests of the portal that {@link desk} opened. */
export function askingForRelease(): void {
  it('LI-5 beyond the budget an agent approves: released, audited, and told with one mail', async () => {
    await issue({ releasesAllowed: 0 });
    const machine = await activate('Drone 4');
    expect((await release(machine)).body).toMatchObject({ code: 'release-budget-spent', nextAt: null });
    const asked = await ask(machine);
    expect(asked.status).toBe(201);
    expect((await ask(machine)).body.code).toBe('release-request-open');
    const waiting = await desk.agent.api.get('/api/v1/staff/release-requests');
    expect(waiting.body.items).toContainEqual(
      expect.objectContaining({
        id: asked.body.id,
        reason: 'The disk died.',
        organization: { id: desk.owner.organizationId, name: 'Fjord Instruments' },
        requestedBy: { id: desk.owner.userId, name: 'Mira Solberg', holdsKey: false },
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
      { action: 'licensing.release-requested', actor: desk.owner.userId },
      { action: 'licensing.release-approved', actor: desk.agent.userId },
    ]);
    const mails = await mailsTo(desk.owner.email, 'Drone 4');
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
    const mails = await mailsTo(desk.owner.email, 'Mill 9');
    expect(mails.map(({ text }) => text.includes(answer))).toEqual([true]);
    const listed = await desk.owner.api.get(at('release-requests'));
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
    expect((await takeBack(first.body.id)).status).toBe(204);
    expect((await decide(first.body.id, 'approve')).body.code).toBe('release-request-closed');
    const second = await ask(b);
    expect((await release(b)).status).toBe(200);
    expect((await kinds()).slice(-3)).toEqual([
      'release-requested',
      'release-request-closed',
      'installation-released',
    ]);
    expect((await decide(second.body.id, 'refuse', { answer: 'No' })).body.code).toBe(
      'release-request-closed',
    );
  });

  it('LI-5 a request for a machine that gave its place back by itself no longer waits for agents', async () => {
    const machine = await activate('Gone');
    const { body } = await ask(machine);
    await deactivate(machine);
    const waiting = await desk.agent.api.get('/api/v1/staff/release-requests?limit=100');
    expect(waiting.body.items.map(({ id }: { id: string }) => id)).not.toContain(body.id);
    const { html } = await desk.agent.visitor.get('/admin/licenses');
    expect(html).toContain(`Release requests (${waiting.body.items.length})`);
    expect((await ask(machine)).body.code).toBe('installation-released-already');
    const [mine] = (await desk.owner.api.get(at('release-requests'))).body.items;
    expect(mine).toMatchObject({ id: body.id, status: 'withdrawn', closedAt: expect.any(String) });
    const closed = await desk.agent.api.get('/api/v1/staff/release-requests?status=closed&limit=100');
    expect(closed.body.items.map(({ id }: { id: string }) => id)).toContain(body.id);
    expect((await decide(body.id, 'approve')).body.code).toBe('release-request-closed');
    expect((await decide(body.id, 'refuse', { answer: 'No' })).body.code).toBe('release-request-closed');
    expect(await mailsTo(desk.owner.email, 'Gone')).toEqual([]);
  });

  it('LI-5 stops who asks and takes back without end, before the chain is full of it', async () => {
    const machine = await activate('Loop');
    for (let time = 0; time < 20; time += 1) {
      const { body } = await ask(machine);
      expect((await takeBack(body.id)).status).toBe(204);
    }
    expect((await ask(machine)).status).toBe(429);
    await desk.portal.sql(
      `update licensing.release_request set requested_at = requested_at - interval '1 hour' where license_id = $1`,
      [desk.license.licenseId],
    );
    expect((await ask(machine)).status).toBe(201);
  });

  it('LI-5 the holder of the key has no button, and asks; the mail reaches who asked', async () => {
    const machine = await activate('Only one');
    const holder = await keyHolder(desk.portal, {
      serialNumber: desk.license.serialNumber,
      uid: machine.uid,
    });
    expect((await ask(machine, holder)).status).toBe(403);
    await desk.portal.sql('update identity.key_holder set proved_at = $1', [desk.portal.clock.now()]);
    const refused = await holder.api.post(at(`installations/${machine.id}/release`), {});
    expect(refused.body.code).toBe('forbidden');
    const { status, body } = await ask(machine, holder);
    expect(status).toBe(201);
    const others = await ask(await activate('Of the owner'), desk.owner, 'Mira left us.');
    for (const one of [holder, desk.reader]) expect((await takeBack(others.body.id, one)).status).toBe(403);
    const seen = await holder.api.get(at('release-requests'));
    expect(seen.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    const one = await desk.agent.api.get(`/api/v1/staff/release-requests/${body.id}`);
    expect(one.body.requestedBy).toMatchObject({ holdsKey: true });
    const me = (await holder.api.get('/api/v1/me')).body.id as string;
    const address = 'holder@example.com';
    await desk.portal.sql('update identity.user set email = $1, email_verified_at = $2 where id = $3', [
      address,
      desk.portal.clock.now(),
      me,
    ]);
    expect((await decide(body.id, 'approve')).status).toBe(200);
    expect(await mailsTo(address, 'Only one')).toHaveLength(1);
  });
}
