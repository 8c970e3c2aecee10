import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { day } from '../../../src/kernel/clock.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { ExtendLicense } from '../../../src/modules/licensing/application/console/extend-license.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { RenewLicense } from '../../../src/modules/licensing/application/renew-license.js';
import { RevokeLicense } from '../../../src/modules/licensing/application/revoke-license.js';
import { SuspendLicense } from '../../../src/modules/licensing/application/suspend-license.js';
import { TransferLicense } from '../../../src/modules/licensing/application/transfer-license.js';
import { chainFact } from '../../../src/modules/licensing/domain/license-history.js';
import type { PolicyRules } from '../../../src/modules/licensing/domain/policy.js';
import { projectRoot } from '../../../src/platform/project-root.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { type Acting, ActingAs } from '../orders/acting-as.js';
import { defineLumen } from '../orders/lumen.js';

let portal: Portal;
let acting: ActingAs;
let organizationId: OrganizationId;
let owner: Acting;

beforeAll(async () => {
  portal = await startPortal();
  acting = new ActingAs(portal);
});
beforeEach(() => {
  organizationId = newId();
  owner = acting.customer(organizationId);
});
afterAll(() => portal?.close());

const issue = async (rules: Partial<PolicyRules> = {}) => {
  const productId = await defineLumen(portal, rules);
  return portal.get(IssueLicense).execute({ organizationId, productId });
};
const activate = async (serialNumber: string, name: string) => {
  const machine = { fingerprint: newId() as string, name, platform: 'windows-x64', version: '4.2.0' };
  const answer = await portal.api().post('/api/v1/product/activations', { serialNumber, ...machine });
  expect(answer.status).toBe(201);
  return answer.body.activationId as string;
};
const stranger = () => acting.customer(newId());

describe('the page of a license', () => {
  it('LI-6 shows what the license grants, and its machines in words', async () => {
    const { licenseId, serialNumber } = await issue({
      validityMonths: 12,
      coreLimit: 64,
      features: ['EXPORT-PDF', 'LAYERS'],
    });
    await activate(serialNumber, 'Studio <b>2</b>');
    portal.clock.advance(20 * day);
    await activate(serialNumber, 'Laptop');
    const { html } = await owner.pages.get(`/licenses/${licenseId}`);
    for (const words of ['EXPORT-PDF', 'LAYERS', 'Per machine', '0 of 64', 'Not seen since'])
      expect(html).toContain(words);
    expect(html).toContain('Studio &lt;b&gt;2&lt;/b&gt;');
    const { body } = await owner.api.get(`/api/v1/licenses/${licenseId}`);
    expect(body).toMatchObject({
      kind: 'node-locked',
      edition: null,
      features: ['EXPORT-PDF', 'LAYERS'],
      cores: { inUse: 0, limit: 64 },
      users: { inUse: 0, limit: null },
    });
    const machines = body.installed.map((one: { name: string; silent: boolean }) => [one.name, one.silent]);
    expect(machines).toEqual([
      ['Laptop', false],
      ['Studio <b>2</b>', true],
    ]);
  });

  it('LI-6 a floating license counts the leases that run', async () => {
    const { licenseId, serialNumber } = await issue({ kind: 'floating', installationLimit: 2 });
    const installationId = await activate(serialNumber, 'Studio');
    await activate(serialNumber, 'Laptop');
    await portal.sql(
      `insert into licensing.lease (id, license_id, installation_id, taken_at, expires_at)
       values (gen_random_uuid(), $1, $2, $3, $4)`,
      [licenseId, installationId, portal.clock.now(), new Date(portal.clock.now().getTime() + day)],
    );
    const { body } = await owner.api.get(`/api/v1/licenses/${licenseId}`);
    expect(body.installations).toEqual({ inUse: 1, limit: 2 });
    portal.clock.advance(2 * day);
    const later = await owner.api.get(`/api/v1/licenses/${licenseId}`);
    expect(later.body.installations).toEqual({ inUse: 0, limit: 2 });
  });

  it('LI-6 shows what is counted, of how much, and from when on it begins again', async () => {
    const { licenseId, serialNumber } = await issue();
    await portal.sql(
      `insert into licensing.usage_allowance (policy_id, counter, allowance, period)
       select policy_id, unnest('{exports,sheets}'::text[]), unnest('{1500,null}'::integer[]), unnest('{month,never}'::text[])
       from licensing.license where id = $1`,
      [licenseId],
    );
    await activate(serialNumber, 'Studio 2');
    const { html } = await owner.pages.get(`/licenses/${licenseId}`);
    expect(html).toMatch(/exports<\/dt>\s*<dd>0 of 1,500, from 0 again on /);
    expect(html).toMatch(/sheets<\/dt>\s*<dd>0, without a limit</);
  });

  it('LI-6 tells its history in the language of the reader, the newest first, by pages', async () => {
    const { licenseId, serialNumber } = await issue();
    await activate(serialNumber, 'Studio 2');
    for (let time = 0; time < 50; time += 1)
      await portal.get(RenewLicense).execute({ licenseId, reason: null });
    const own = { installationLimit: 9, features: ['LAYERS'] };
    await portal.get(ExtendLicense).execute({ licenseId, own, reason: 'Partner' });
    const { html } = await owner.pages.get(`/licenses/${licenseId}/history`);
    expect(html).toContain('The chain holds: 53 entries');
    expect(html).not.toContain('Studio 2');
    expect(html).toContain('The license has places or features of its own now');
    expect(html).not.toContain('The license was changed');
    expect(html).toContain(`/licenses/${licenseId}/history?before&#x3D;4`);
    owner.pages.cookies.set('latchkey-locale', 'de');
    const rest = await owner.pages.get(`/licenses/${licenseId}/history?before=3`);
    expect(rest.html).toContain('Studio 2 wurde aktiviert');
    expect(rest.html).toContain('Die Lizenz wurde ausgestellt');
    expect(rest.html).not.toContain('verlängert</p>');
  });

  it('LI-6 C1 checks the newest of a chain that is very long, and still finds where it breaks', async () => {
    const { licenseId } = await issue();
    const [first] = await portal.sql<{ place: number; hash: Buffer }>(
      'select place, hash from licensing.license_event where license_id = $1',
      [licenseId],
    );
    if (!first) throw new Error('An issued license has a chain.');
    let { place, hash: previous } = first;
    const chain = Array.from({ length: 5_500 }, () => {
      const fact = { kind: 'lease-taken', at: '2026-11-20T12:00:00.000Z', data: {} };
      const next = chainFact({ licenseId, place: place + 1, previous, fact });
      ({ place, hash: previous } = next);
      return { ...next, hash: next.hash.toString('hex') };
    });
    const write = (entries: readonly object[]) =>
      portal.sql(
        `insert into licensing.license_event (license_id, place, kind, at, entry, hash)
         select $1, place, 'lease-taken', '2026-11-20T12:00:00Z', entry, decode(hash, 'hex')
         from json_to_recordset($2::json) as e (place integer, entry text, hash text)`,
        [licenseId, JSON.stringify(entries)],
      );
    await write(chain);
    const { html } = await owner.pages.get(`/licenses/${licenseId}/history`);
    expect(html).toContain('The newest 5,000 of 5,501 entries hold');
    // Leases that follow each other share a line.
    expect(html.match(/took and returned leases/g)).toHaveLength(1);
    expect(html).toContain('A machine took and returned leases: 500 entries');
    expect(html).toContain(`/licenses/${licenseId}/history?before&#x3D;5002`);
    await write([{ ...chain.at(-1), place: 5_502 }]);
    const broken = await owner.pages.get(`/licenses/${licenseId}/history`);
    expect(broken.html).toContain('The chain breaks at entry 5502');
  });

  it('LI-6 B2 a new owner learns nothing of the machines and people before', async () => {
    const { licenseId, serialNumber } = await issue();
    await activate(serialNumber, 'Old studio');
    portal.clock.advance(day);
    const to = newId<OrganizationId>();
    await portal.get(TransferLicense).execute({ licenseId, toOrganizationId: to, reason: 'Sold' });
    portal.clock.advance(day);
    await activate(serialNumber, 'New studio');
    const next = acting.customer(to);
    for (const path of ['', '/history']) {
      const { html } = await next.pages.get(`/licenses/${licenseId}${path}`);
      expect(html).toContain('New studio');
      expect(html).not.toContain('Old studio');
    }
    const { body } = await next.api.get(`/api/v1/licenses/${licenseId}`);
    expect(body.installed).toHaveLength(1);
    expect((await owner.api.get(`/api/v1/licenses/${licenseId}/history`)).status).toBe(404);
  });

  it('LI-6 B2 history, download and preview of others are not found, on both faces', async () => {
    const { licenseId } = await issue();
    const holder = acting.customer(organizationId, ['licenses.read'], { licenseId: newId(), orderId: null });
    for (const other of [stranger(), holder]) {
      for (const path of ['history', 'renewal-preview'])
        expect((await other.api.get(`/api/v1/licenses/${licenseId}/${path}`)).status).toBe(404);
      for (const path of ['history', 'history.jsonl'])
        expect((await other.pages.get(`/licenses/${licenseId}/${path}`)).status).toBe(404);
    }
    const buyer = acting.customer(organizationId, ['orders.read']);
    expect((await buyer.api.get(`/api/v1/licenses/${licenseId}/history`)).status).toBe(403);
  });
});

describe('what if I renew today', () => {
  const preview = async (licenseId: string) =>
    (await owner.api.get(`/api/v1/licenses/${licenseId}/renewal-preview`)).body;

  it('LI-6 says exactly what a renewal then does', async () => {
    const { licenseId } = await issue({ validityMonths: 12, maintenanceMonths: 6 });
    const said = await preview(licenseId);
    expect(said).toMatchObject({ renewable: true, changes: { expiresAt: true, maintenanceEndsAt: true } });
    const { html } = await owner.pages.get(`/licenses/${licenseId}`);
    expect(html).toContain('The license would end on');
    expect(html).toContain('come into reach');
    await portal.get(RenewLicense).execute({ licenseId, reason: null });
    const { body } = await owner.api.get(`/api/v1/licenses/${licenseId}`);
    expect(said.renewed).toEqual({ expiresAt: body.expiresAt, maintenanceEndsAt: body.maintenanceEndsAt });
  });

  it('LI-6 says so when nothing changes', async () => {
    const { licenseId } = await issue({ validityMonths: 24, maintenanceMonths: 24 });
    await defineLumen(portal, { validityMonths: 12, renewsFrom: 'now' });
    expect((await preview(licenseId)).changes).toEqual({ expiresAt: false, maintenanceEndsAt: false });
    const { html } = await owner.pages.get(`/licenses/${licenseId}`);
    expect(html).toContain('The license would still end on');
    expect(html).toContain('Updates would still be included until');
    expect(html).not.toContain('come into reach');
  });

  it('LI-6 says that a license without an end keeps none, and that one that waits has none yet', async () => {
    const forever = await issue();
    const shown = await owner.pages.get(`/licenses/${forever.licenseId}`);
    expect(shown.html).toContain('The license never ends, and that stays so.');
    const waiting = await issue({ validityMonths: 12, termBegins: 'first-use' });
    const { html } = await owner.pages.get(`/licenses/${waiting.licenseId}`);
    expect(html).toContain('The term has not begun');
  });

  it('LI-6 offers no renewal of a suspended or revoked license', async () => {
    const { licenseId } = await issue({ validityMonths: 12 });
    const ends = [portal.get(SuspendLicense), portal.get(RevokeLicense)];
    for (const end of ends) {
      await end.execute({ licenseId, reason: 'Because' });
      expect(await preview(licenseId)).toMatchObject({ renewable: false, renewed: null });
      const { html } = await owner.pages.get(`/licenses/${licenseId}`);
      expect(html).toContain('cannot be renewed as it stands');
    }
  });
});

describe('the chain, taken home', () => {
  const folder = mkdtempSync(join(tmpdir(), 'history-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const doc = readFileSync(join(projectRoot, 'docs', 'license-history.md'), 'utf8');
  const script = join(folder, 'verify-license-history.mjs');
  writeFileSync(script, /```js\n([\s\S]*?)```/.exec(doc)?.[1] ?? '');
  const verify = (lines: readonly string[], ...kept: string[]) => {
    const file = join(folder, 'history.jsonl');
    writeFileSync(file, `${lines.join('\n')}\n`);
    const { stdout, status } = spawnSync(process.execPath, [script, file, ...kept], { encoding: 'utf8' });
    return { said: stdout.trim(), status };
  };
  const download = async (licenseId: string) => {
    const { status, headers, html } = await owner.pages.get(`/licenses/${licenseId}/history.jsonl`);
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="license-[\w-]+-history.jsonl"$/,
    );
    return html.trimEnd().split('\n');
  };

  it('LI-6 is verified by the script of the documentation, which finds every change', async () => {
    const { licenseId, serialNumber } = await issue();
    await activate(serialNumber, 'Studio 2');
    await portal.get(RenewLicense).execute({ licenseId, reason: null });
    const lines = await download(licenseId);
    const [first = '', second = '', third = ''] = lines;
    expect(verify(lines)).toEqual({ said: 'The chain holds: 3 entries.', status: 0 });
    expect(verify([first, third]).status).toBe(1);
    expect(verify([first, second.replace('installation-activated', 'license-suspended'), third])).toEqual({
      said: 'The chain breaks at entry 2.',
      status: 1,
    });
    const { hash } = JSON.parse(third);
    expect(verify(lines, hash).status).toBe(0);
    expect(verify([first, second], hash).said).toBe('The hash you kept is not in this chain.');
  });

  it('LI-6 is what the API lists, page by page, and what openssl computes', async () => {
    const { licenseId, serialNumber } = await issue();
    await activate(serialNumber, 'Studio 2');
    const path = `/api/v1/licenses/${licenseId}/history?limit=1`;
    const one = (await owner.api.get(path)).body;
    const two = (await owner.api.get(`${path}&cursor=${one.nextCursor}`)).body;
    expect(two.nextCursor).toBeNull();
    const listed = [...one.items, ...two.items];
    const downloaded = (await download(licenseId)).map((line) => JSON.parse(line));
    expect(listed.map(({ place, entry, hash }) => ({ place, entry, hash }))).toEqual(downloaded);
    const input = `latchkey license ${licenseId}`;
    const start = execFileSync('openssl', ['dgst', '-sha256', '-binary'], { input });
    const hashed = execFileSync('openssl', ['dgst', '-sha256', '-r'], {
      input: Buffer.concat([start, Buffer.from(listed[0].entry)]),
    });
    expect(hashed.toString().split(' ')[0]).toBe(listed[0].hash);
  });
});
