import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serialNumberBytes, serialNumberOf } from '../../src/modules/licensing/domain/serial-number.js';
import { createTestDatabase } from '../harness/database.js';
import { nextPort } from '../harness/ports.js';
import { endPrograms, figure, Program } from './program.js';
import { defineProduct, query, settings } from './settings.js';

const limit = 10;
const machines = Array.from({ length: 200 }, (_, index) => `machine-${index}`);
// The lock is the same one: fewer of them show it.
const borrowers = machines.slice(0, 60);
let url: string;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ url, drop } = await createTestDatabase());
});
afterAll(async () => {
  await endPrograms();
  await drop();
});

/** A license of the product, whose machines are activated already when `activated` names them. */
async function license(sku: string, kind: 'node-locked' | 'floating', activated: readonly string[]) {
  await defineProduct(url, sku);
  const [id, serialNumber] = [randomUUID(), serialNumberOf(randomBytes(serialNumberBytes))];
  await query(
    url,
    `update licensing.policy set kind = $2, installation_limit = $3
     where id = (select default_policy_id from licensing.product where code = $1)`,
    [sku, kind, limit],
  );
  await query(
    url,
    `insert into licensing.license (id, serial_number, organization_id, product_id, policy_id, status,
       status_changed_at, issued_at, term_began_at, maintenance_ends_at)
     select $1, $2, gen_random_uuid(), id, default_policy_id, 'active', now(), now(), now(), now()
     from licensing.product where code = $3`,
    [id, serialNumber, sku],
  );
  await query(
    url,
    `insert into licensing.installation (id, license_id, uid_hash, uid_sealed, fingerprint, name, platform,
       app_version, activated_at, last_seen_at)
     select gen_random_uuid(), $1, sha256(convert_to(name, 'UTF8')), 'x', name, name, 'linux', '1', now(), now()
     from unnest($2::text[]) as name`,
    [id, activated],
  );
  return { id, serialNumber };
}

async function twoWebProcesses() {
  const env = await settings(url, { LOG_LEVEL: 'info' });
  const port = await nextPort();
  const other = { ...env, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` };
  const programs = [Program.start(['main.js'], env), Program.start(['main.js'], other)];
  await Promise.all(programs.map((program) => program.prints(/web is ready/)));
  return { programs, urls: [env.PUBLIC_URL, other.PUBLIC_URL] };
}

/** The answer, or null when there was none: the process died. Asks again while it is told to, as products do. */
async function post(baseUrl: string, name: string, body: object) {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  for (;;) {
    const response = await fetch(`${baseUrl}/api/v1/product/${name}`, init).catch(() => null);
    const text = await response?.text().catch(() => null);
    if (!response || !text) return null;
    if (response.status !== 503) return { status: response.status, body: JSON.parse(text) };
  }
}

describe('Two web processes, one of which is killed', () => {
  it('D1 LI-2 let 200 machines at once have exactly as many places and leases as there are, and lose none that they promised', async () => {
    const locked = await license('locked', 'node-locked', []);
    const floating = await license('floating', 'floating', borrowers);
    const { programs, urls } = await twoWebProcesses();
    const killAfter = randomInt(1, 2 * limit);
    let promised = 0;
    const ask = async (name: string, index: number, body: object) => {
      const answer = await post(urls[index % 2] ?? '', name, body);
      if (answer?.status === 201) promised += 1;
      if (promised === killAfter) programs[0]?.signal('SIGKILL');
      return { fingerprint: machines[index] ?? '', answer };
    };
    const machine = { name: 'Studio', platform: 'linux', version: '1' };
    const [activations, leases] = await Promise.all([
      Promise.all(
        machines.map((fingerprint, index) =>
          ask('activations', index, { serialNumber: locked.serialNumber, fingerprint, ...machine }),
        ),
      ),
      Promise.all(
        borrowers.map((fingerprint, index) =>
          ask('leases', index, { serialNumber: floating.serialNumber, fingerprint }),
        ),
      ),
    ]);
    await programs[0]?.ends('SIGKILL');
    figure(
      `killed after ${killAfter} promises; calls without an answer`,
      lostIn(activations) + lostIn(leases),
    );
    const installed = await query<{ fingerprint: string }>(
      url,
      `select fingerprint from licensing.installation where license_id = '${locked.id}' and released_at is null`,
    );
    const leased = await query<{ fingerprint: string }>(
      url,
      `select i.fingerprint from licensing.lease e join licensing.installation i on i.id = e.installation_id
       where e.license_id = '${floating.id}' and e.returned_at is null and e.expires_at > now()`,
    );
    for (const [rows, answers, refusal] of [
      [installed, activations, '409 installation-limit-reached'],
      [leased, leases, '409 lease-limit-reached'],
    ] as const) {
      const there = rows.map(({ fingerprint }) => fingerprint);
      expect(there).toHaveLength(limit);
      const acknowledged = answers.filter(({ answer }) => answer?.status === 201);
      expect(acknowledged.filter(({ fingerprint }) => !there.includes(fingerprint))).toEqual([]);
      const refused = answers.flatMap(({ answer }) => (answer && answer.status !== 201 ? answer : []));
      expect(refused.length).toBeGreaterThan(0);
      expect(new Set(refused.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
        new Set([refusal]),
      );
    }
    const events = await query<{ count: number }>(
      url,
      `select count(*)::int as count from licensing.license_event
       where kind in ('installation-activated', 'lease-taken') group by license_id`,
    );
    expect(events).toEqual([{ count: limit }, { count: limit }]);
    expect((await programs[1]?.ends('SIGTERM'))?.code).toBe(0);
  }, 90_000);
});

const lostIn = (answers: readonly { readonly answer: object | null }[]): number =>
  answers.filter(({ answer }) => answer === null).length;
