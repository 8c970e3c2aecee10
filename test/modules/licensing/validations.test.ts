import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { day, hour, minute, second } from '../../../src/kernel/clock.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { LastSeen } from '../../../src/modules/licensing/application/product/last-seen.js';
import { RevokeLicense } from '../../../src/modules/licensing/application/revoke-license.js';
import { SuspendLicense } from '../../../src/modules/licensing/application/suspend-license.js';
import type { PolicyRules } from '../../../src/modules/licensing/domain/policy.js';
import { LocalLimits } from '../../../src/platform/limits/local-limits.js';
import { RateLimits } from '../../../src/platform/limits/rate-limits.js';
import type { ApiAnswer } from '../../harness/clients.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';
import { aKeyPair, signedCall } from './product-caller.js';

let portal: Portal;
let organizationId: OrganizationId;

beforeAll(async () => {
  portal = await startPortal({ worker: false, environment: { TRUSTED_PROXIES: '127.0.0.1' } });
});

beforeEach(() => {
  organizationId = newId();
});

afterAll(() => portal?.close());

const issue = async (rules: Partial<PolicyRules> = {}) => {
  const productId = await defineLumen(portal, { ...rules, name: newId() });
  return portal.get(IssueLicense).execute({ organizationId, productId });
};
const call = (name: string, body: object) => portal.api().post(`/api/v1/product/${name}`, body);
const activate = async (serialNumber: string, fingerprint: string, more: object = {}) => {
  const machine = { name: 'Studio 2', platform: 'windows-x64', version: '4.2.0' };
  const { body } = await call('activations', { serialNumber, fingerprint, ...machine, ...more });
  return body as { activationId: string; uid: string };
};
const machineRow = async (id: string) => {
  const [row] = await portal.sql<{ seen: Date; version: string; released: boolean }>(
    `select last_seen_at as seen, app_version as version, released_at is not null as released
     from licensing.installation where id = $1`,
    [id],
  );
  return row;
};

describe('validation of a license', () => {
  it('LI-2 answers 200 with verdict, license and when to ask again', async () => {
    const { serialNumber } = await issue({ features: ['PRINT'] });
    await activate(serialNumber, 'a');
    const { status, body, headers } = await call('validations', { serialNumber, fingerprint: 'a' });
    expect(status).toBe(200);
    expect(body).toEqual({
      verdict: {
        valid: true,
        code: 'VALID',
        detail: 'This license may be used.',
        because: ['It does not end.'],
        remedy: [],
      },
      license: {
        status: 'active',
        expiresAt: null,
        maintenanceEndsAt: expect.stringMatching(/^\d{4}-.*Z$/),
        features: ['PRINT'],
      },
      nextCheckSeconds: 86_400,
    });
    expect(headers.get('ratelimit-limit')).toBe('1200');
    expect(headers.get('ratelimit-remaining')).toBe('1199');
    expect(Number(headers.get('ratelimit-reset'))).toBeGreaterThan(0);
  });

  it.each(['0000-0000-0000-0001', 'LK7Q-3M8D-X2PA-9R4T', 'nonsense', "' or 1=1 --"])(
    'LI-2 an unknown serial number %s is 200 with NOT_FOUND',
    async (serialNumber) => {
      for (const name of ['validations', 'heartbeats']) {
        const { status, body } = await call(name, { serialNumber, fingerprint: 'a' });
        expect([status, body.verdict.code, body.verdict.valid]).toEqual([200, 'NOT_FOUND', false]);
        expect(body.verdict.remedy).toHaveLength(1);
      }
    },
  );

  it('LI-2 judges the license itself without a machine, and names a machine by its UID', async () => {
    const { serialNumber } = await issue();
    const { uid } = await activate(serialNumber, 'a');
    const code = async (body: object) =>
      (await call('validations', { serialNumber, ...body })).body.verdict.code;
    expect(await code({})).toBe('VALID');
    expect(await code({ uid })).toBe('VALID');
    expect(await code({ uid: uid.toLowerCase(), fingerprint: 'a' })).toBe('VALID');
    expect(await code({ fingerprint: 'b' })).toBe('NOT_ACTIVATED');
    expect(await code({ uid, fingerprint: 'b' })).toBe('NOT_ACTIVATED');
    expect(await code({ uid: 'AAAAA', fingerprint: 'a' })).toBe('NOT_ACTIVATED');
  });

  it("B2 another license's machine and UID are as unknown as missing ones", async () => {
    const [mine, other] = [await issue(), await issue()];
    const { uid } = await activate(other.serialNumber, 'theirs');
    const asked = (body: object) => call('validations', { serialNumber: mine.serialNumber, ...body });
    const missing = (await asked({ fingerprint: 'nobody' })).body;
    expect((await asked({ fingerprint: 'theirs' })).body).toEqual(missing);
    expect((await asked({ uid })).body).toEqual(missing);
  });

  it('LI-2 asks for features and for the version in one go', async () => {
    const { serialNumber } = await issue({ features: ['PRINT'] });
    const code = async (body: object) =>
      (await call('validations', { serialNumber, ...body })).body.verdict.code;
    const year = new Date(portal.clock.now().getTime() + 400 * day).toISOString();
    expect(await code({ features: ['PRINT'] })).toBe('VALID');
    expect(await code({ features: ['PRINT', 'EXPORT'] })).toBe('FEATURE_NOT_INCLUDED');
    expect(await code({ versionPublishedAt: portal.clock.now().toISOString() })).toBe('VALID');
    expect(await code({ versionPublishedAt: year })).toBe('VERSION_NOT_COVERED');
  });

  it('B5 a suspended or revoked license is refused on the very next call', async () => {
    const { licenseId, serialNumber } = await issue();
    await activate(serialNumber, 'a');
    const codes = async () =>
      [
        await call('validations', { serialNumber, fingerprint: 'a' }),
        await call('heartbeats', { serialNumber, fingerprint: 'a' }),
      ].map(({ body }) => body.verdict.code);
    expect(await codes()).toEqual(['VALID', 'VALID']);
    await portal.get(SuspendLicense).execute({ licenseId, reason: 'Unpaid' });
    expect(await codes()).toEqual(['SUSPENDED', 'SUSPENDED']);
    await portal.get(RevokeLicense).execute({ licenseId, reason: 'Refunded' });
    expect(await codes()).toEqual(['REVOKED', 'REVOKED']);
  });

  it.each(['first-validation', 'first-use'] as const)(
    'LI-1 a term that begins with %s begins once, with the first that is valid',
    async (termBegins) => {
      const { licenseId, serialNumber } = await issue({ termBegins, validityMonths: 12 });
      const validate = (more: object = {}) => call('validations', { serialNumber, ...more });
      expect((await validate({ features: ['NONE'] })).body.license.expiresAt).toBeNull();
      const answers = await Promise.all(Array.from({ length: 10 }, () => validate()));
      const ends = new Set(answers.map(({ body }) => body.license.expiresAt));
      expect([...ends]).toEqual([expect.stringMatching(/Z$/)]);
      portal.clock.advance(day);
      expect((await validate()).body.license.expiresAt).toBe([...ends][0]);
      const events = await portal.sql<{ kind: string }>(
        `select kind from licensing.license_event where license_id = $1 and kind = 'license-term-began'`,
        [licenseId],
      );
      expect(events).toHaveLength(1);
    },
  );

  it('LI-2 an expired license says so by the clock, both ways', async () => {
    const { serialNumber } = await issue({ validityMonths: 1 });
    await activate(serialNumber, 'a');
    const code = async () =>
      (await call('validations', { serialNumber, fingerprint: 'a' })).body.verdict.code;
    portal.clock.advance(32 * day);
    expect(await code()).toBe('EXPIRED');
    portal.clock.advance(-20 * day);
    expect(await code()).toBe('VALID');
  });
});

describe('a heartbeat', () => {
  it('LI-2 keeps the place of the machine and notes its version, for many at once', async () => {
    const { serialNumber } = await issue({ heartbeatSeconds: 600 });
    const { activationId } = await activate(serialNumber, 'a');
    portal.clock.advance(9 * minute);
    const { status, body } = await call('heartbeats', { serialNumber, fingerprint: 'a', version: '4.3.0' });
    expect([status, body.verdict.code, body.nextHeartbeatSeconds]).toEqual([200, 'VALID', 200]);
    await portal.get(LastSeen).flush();
    const row = await machineRow(activationId);
    expect(row).toMatchObject({ version: '4.3.0', released: false });
    expect(portal.clock.now().getTime() - Number(row?.seen)).toBeLessThan(minute);
    portal.clock.advance(9 * minute);
    expect((await call('heartbeats', { serialNumber, fingerprint: 'a' })).body.verdict.code).toBe('VALID');
  });

  it('LI-2 what a slower process writes later takes nothing back', async () => {
    const { serialNumber } = await issue();
    const { activationId } = await activate(serialNumber, 'a');
    const before = await machineRow(activationId);
    portal.get(LastSeen).note(activationId, new Date(Number(before?.seen) - hour), null);
    await portal.get(LastSeen).flush();
    expect(await machineRow(activationId)).toEqual(before);
    await call('deactivations', { serialNumber, fingerprint: 'a' });
    portal.get(LastSeen).note(activationId, new Date(Number(before?.seen) + hour), '9.9.9');
    await portal.get(LastSeen).flush();
    expect(await machineRow(activationId)).toEqual({ ...before, released: true });
  });

  it('LI-2 noting when machines were seen waits for no command that changes one of them', async () => {
    const { serialNumber } = await issue();
    const [held, free] = [await activate(serialNumber, 'a'), await activate(serialNumber, 'b')];
    const client = new pg.Client({ connectionString: portal.databaseUrl });
    await client.connect();
    await client.query('begin');
    await client.query('select 1 from licensing.installation where id = $1 for update', [held.activationId]);
    for (const { activationId } of [held, free])
      portal.get(LastSeen).note(activationId, portal.clock.now(), '9.9.9');
    await portal.get(LastSeen).flush();
    const versions = [await machineRow(held.activationId), await machineRow(free.activationId)];
    await client.query('rollback');
    await client.end();
    expect(versions.map((row) => row?.version === '9.9.9')).toEqual([false, true]);
  });

  it('LI-2 a machine that was silent too long is told INSTALLATION_LAPSED until it activates again', async () => {
    const { serialNumber } = await issue({ heartbeatSeconds: 600 });
    const { activationId, uid } = await activate(serialNumber, 'a');
    portal.clock.advance(600 * second + 1);
    const beat = async () => (await call('heartbeats', { serialNumber, fingerprint: 'a' })).body.verdict.code;
    expect(await beat()).toBe('INSTALLATION_LAPSED');
    await portal.get(LastSeen).flush();
    expect(await beat()).toBe('INSTALLATION_LAPSED');
    expect(await activate(serialNumber, 'a')).toMatchObject({ activationId, uid });
    expect(await beat()).toBe('VALID');
    await activate(serialNumber, 'b');
    portal.clock.advance(601 * second);
    await activate(serialNumber, 'c');
    expect(await machineRow(activationId)).toMatchObject({ released: true });
    expect(await beat()).toBe('INSTALLATION_LAPSED');
  });

  it('LI-2 a clock that jumps ahead and back costs nobody the place', async () => {
    const { serialNumber } = await issue({ heartbeatSeconds: 600 });
    const { activationId } = await activate(serialNumber, 'a');
    const beat = async () => (await call('heartbeats', { serialNumber, fingerprint: 'a' })).body.verdict.code;
    portal.clock.advance(-day);
    expect(await beat()).toBe('VALID');
    await portal.get(LastSeen).flush();
    portal.clock.advance(day);
    expect(await beat()).toBe('VALID');
    expect(await machineRow(activationId)).toMatchObject({ released: false });
  });

  it('LI-2 a license without heartbeats asks for none', async () => {
    const { serialNumber } = await issue();
    await activate(serialNumber, 'a');
    const { body } = await call('heartbeats', { serialNumber, fingerprint: 'a' });
    expect(body).toMatchObject({ verdict: { code: 'VALID' }, nextHeartbeatSeconds: null });
  });
});

describe('a deactivation', () => {
  it('LI-2 gives the place back, and does so once of twenty at once', async () => {
    const { licenseId, serialNumber } = await issue({ installationLimit: 1 });
    await activate(serialNumber, 'a');
    const release = () => call('deactivations', { serialNumber, fingerprint: 'a' });
    const answers = await Promise.all(Array.from({ length: 20 }, release));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(answers.filter(({ body }) => body.released)).toHaveLength(1);
    const validation = await call('validations', { serialNumber, fingerprint: 'a' });
    expect(validation.body.verdict.code).toBe('INSTALLATION_RELEASED');
    const again = await activate(serialNumber, 'a');
    expect(again.activationId).toBeTruthy();
    const kinds = await portal.sql<{ data: string }>(
      `select entry::jsonb -> 'data' ->> 'reason' as data from licensing.license_event
       where license_id = $1 and kind = 'installation-released'`,
      [licenseId],
    );
    expect(kinds).toEqual([{ data: 'product' }]);
  });

  it('LI-2 of a machine with a key needs its UID or its signature', async () => {
    const { serialNumber } = await issue();
    const { privateKey, publicKey } = aKeyPair();
    const { activationId, uid } = await activate(serialNumber, 'a', { publicKey });
    const release = (more: object = {}) => call('deactivations', { serialNumber, fingerprint: 'a', ...more });
    for (const more of [{}, { uid: 'AAAAA' }])
      expect(await release(more)).toMatchObject({
        status: 403,
        body: { code: 'installation-proof-required' },
      });
    expect(
      await signedCall(portal, 'deactivations', {}, { kid: activationId, key: privateKey }),
    ).toMatchObject({ status: 200, body: { released: true } });
    expect((await release({ uid })).body).toEqual({ released: false });
    const anew = await activate(serialNumber, 'a', { publicKey });
    expect((await release({ uid: anew.uid })).body).toEqual({ released: true });
  });

  it('LI-2 of an unknown machine changes nothing, of an unknown license is 404', async () => {
    const { serialNumber } = await issue();
    expect(await call('deactivations', { serialNumber, fingerprint: 'x' })).toMatchObject({
      status: 200,
      body: { released: false },
    });
    const unknown = await call('deactivations', { serialNumber: 'LK7Q-3M8D-X2PA-9R4T', fingerprint: 'x' });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'license-not-found']);
  });
});

const limit = (name: string, points: number) => ({
  ...{ name: `licensing.${name}`, points, perSeconds: 60 },
  withoutStore: 'allow' as const,
});

describe('too many calls', () => {
  const perMinute = (name: string, points: number) => limit(`${name}-${points}`, points);
  const expectRefused = ({ status, headers, body }: ApiAnswer, points: number) => {
    expect([status, body.code]).toEqual([429, 'limited']);
    expect(headers.get('ratelimit-limit')).toBe(String(points));
    expect(headers.get('ratelimit-remaining')).toBe('0');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(headers.get('ratelimit-reset')).toBe(headers.get('retry-after'));
  };

  it('LI-2 for one license are 429 with the time to wait, and leave other licenses alone', async () => {
    const [busy, quiet] = [await issue(), await issue()];
    const key = busy.serialNumber.replaceAll('-', '');
    const reads = perMinute('product-reads-per-license', 1_200);
    for (let asked = 0; asked < reads.points; asked += 1) portal.get(LocalLimits).consume(reads, key);
    for (const name of ['validations', 'heartbeats']) {
      const typed = ` ${busy.serialNumber.toLowerCase()} `;
      expectRefused(await call(name, { serialNumber: typed, fingerprint: 'a' }), reads.points);
      expect((await call(name, { serialNumber: quiet.serialNumber, fingerprint: 'a' })).status).toBe(200);
    }
  });

  it('LI-2 that change something are counted apart, for all processes together', async () => {
    const { serialNumber } = await issue();
    const writes = perMinute('product-per-license', 300);
    const key = serialNumber.replaceAll('-', '');
    const attempts = Array.from({ length: writes.points }, () => portal.get(RateLimits).consume(writes, key));
    await Promise.all(attempts);
    for (const name of ['deactivations', 'leases', 'leases/return'])
      expectRefused(await call(name, { serialNumber, fingerprint: 'a' }), writes.points);
    const report = { counter: 'exports', reportId: 'r1' };
    expectRefused(await call('usage', { serialNumber, fingerprint: 'a', ...report }), writes.points);
    expect((await call('validations', { serialNumber })).status).toBe(200);
  });
});

describe('too many calls from one address', () => {
  const busy = '198.51.100.7';
  const ask = (name: string, body: object, address: string) =>
    portal.api().post(`/api/v1/product/${name}`, body, { 'x-forwarded-for': address });
  const expectBusyAlone = async (name: string, body: object) => {
    const answers = [await ask(name, body, busy), await ask(name, body, '198.51.100.8')];
    expect(answers.map(({ status, body: { code } }) => [name, status === 429, code === 'limited'])).toEqual([
      [name, true, true],
      [name, false, false],
    ]);
  };

  it('LI-2 are 429 whatever license they name, and leave other addresses alone', async () => {
    const { serialNumber } = await issue();
    const reads = limit('product-reads-per-address', 6_000);
    for (let asked = 0; asked < reads.points; asked += 1) portal.get(LocalLimits).consume(reads, busy);
    const writes = limit('product-per-address', 600);
    const attempts = Array.from({ length: writes.points }, () =>
      portal.get(RateLimits).consume(writes, busy),
    );
    await Promise.all(attempts);
    const machine = { serialNumber, fingerprint: 'a' };
    const named = { name: 'Studio 2', platform: 'windows-x64', version: '4.2.0' };
    for (const name of ['validations', 'heartbeats', 'deactivations', 'leases', 'leases/return'])
      await expectBusyAlone(name, machine);
    await expectBusyAlone('usage', { ...machine, counter: 'exports', reportId: 'r1' });
    await expectBusyAlone('activations', { ...machine, ...named });
  });
});

describe('calls of a license with many machines', () => {
  it.each([
    [100, 'none', '300', '1200'],
    [101, 'none', '600', '2400'],
    [60, '2x', '600', '2400'],
    [40_000, 'none', '153600', '614400'],
    [5, 'always', '4915200', '19660800'],
  ] as const)('LI-2 for %i machines with overage %s have room, as the headers say', async (...row) => {
    const [installationLimit, overage, writes, reads] = row;
    const { serialNumber } = await issue({ installationLimit, overage });
    const machine = { name: 'a', platform: 'windows-x64', version: '4.2.0' };
    const activated = await call('activations', { serialNumber, fingerprint: 'a', ...machine });
    const lease = await call('leases', { serialNumber, fingerprint: 'a' });
    const limits = [activated, lease].map(({ headers }) => headers.get('ratelimit-limit'));
    expect(limits).toEqual([writes, writes]);
    expect(lease.headers.get('ratelimit-remaining')).toBe(String(Number(writes) - 2));
    const { headers } = await call('validations', { serialNumber });
    expect([headers.get('ratelimit-limit'), headers.get('ratelimit-remaining')]).toEqual([
      reads,
      String(Number(reads) - 1),
    ]);
  });
});

describe('what else comes in', () => {
  const names = ['validations', 'heartbeats', 'deactivations'] as const;

  it.each(
    names.flatMap((name) =>
      [
        ['serialNumber', undefined],
        ['serialNumber', 'x'.repeat(65)],
        ['serialNumber', 7],
        ['serialNumber', null],
        ['fingerprint', ''],
        ['fingerprint', 'a\u0000b'],
        ['fingerprint', 'x'.repeat(201)],
        ['fingerprint', 'a\ud800'],
        ['organizationId', newId()],
      ].map(([field, value]) => [name, String(field), value] as const),
    ),
  )('C1 B4 %s with a wrong %s (%#) is a 422 that names it', async (name, field, value) => {
    const good = { serialNumber: 'LK7Q-3M8D-X2PA-9R4T', fingerprint: 'f' };
    const { status, body } = await call(name, { ...good, [field]: value });
    expect(status).toBe(422);
    expect(body.errors.map((issue: { field: string }) => issue.field)).toContain(field);
  });

  it.each(['heartbeats', 'deactivations', 'leases', 'leases/return', 'usage'])(
    'C1 %s of no machine are a 422 that names the fingerprint',
    async (name) => {
      const { serialNumber } = await issue();
      const usage = name === 'usage' ? { counter: 'exports', reportId: 'r1' } : {};
      const { status, body } = await call(name, { serialNumber, ...usage });
      expect([status, body.errors?.[0].field]).toEqual([422, 'fingerprint']);
    },
  );

  it.each([
    ['uid', ''],
    ['version', ['4']],
    ['versionPublishedAt', 'yesterday'],
    ['features', 'PRINT'],
    ['features', Array.from({ length: 51 }, (_, n) => `F${n}`)],
  ])('C1 a validation with a wrong %s (%#) is a 422 that names it', async (field, value) => {
    const { status, body } = await call('validations', { serialNumber: 'x', [field]: value });
    expect([status, body.errors[0].field.split('.')[0]]).toEqual([422, field]);
  });
});
