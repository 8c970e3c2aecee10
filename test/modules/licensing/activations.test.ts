import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { day } from '../../../src/kernel/clock.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { RevokeLicense } from '../../../src/modules/licensing/application/revoke-license.js';
import { SuspendLicense } from '../../../src/modules/licensing/application/suspend-license.js';
import { Licensing } from '../../../src/modules/licensing/index.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';

let portal: Portal;
let productId: string;
let organizationId: OrganizationId;
let license: { licenseId: string; serialNumber: string };

beforeAll(async () => {
  portal = await startPortal();
  productId = await defineLumen(portal);
});

beforeEach(async () => {
  organizationId = newId();
  license = await portal.get(IssueLicense).execute({ organizationId, productId });
});

afterAll(() => portal?.close());

const machine = (fingerprint = newId() as string) => ({
  serialNumber: license.serialNumber,
  fingerprint,
  name: 'Studio 2',
  platform: 'windows-x64',
  version: '4.2.0',
});

const activate = (body: unknown) => portal.api().post('/api/v1/product/activations', body);

describe('activation of an installation', () => {
  it('LI-2 gives a UID of 128 bits and more, and a verdict with its reasons', async () => {
    const { status, body } = await activate(machine());
    expect(status).toBe(201);
    expect(body).toEqual({
      activationId: expect.any(String),
      uid: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5,6}){4}$/),
      verdict: {
        valid: true,
        code: 'VALID',
        detail: expect.any(String),
        because: ['1 of 3 installations are in use.', 'It does not end.'],
        remedy: [],
      },
    });
  });

  it('LI-2 the same machine gets 200, the same UID and its new name', async () => {
    const first = await activate(machine('abc'));
    const again = await activate({ ...machine('abc'), name: 'Renamed', version: '4.3.0' });
    expect(again.status).toBe(200);
    expect(again.body.uid).toBe(first.body.uid);
    expect(again.body.activationId).toBe(first.body.activationId);
    const rows = await portal.sql<{ name: string; app_version: string }>(
      'select name, app_version from licensing.installation where license_id = $1',
      [license.licenseId],
    );
    expect(rows).toEqual([{ name: 'Renamed', app_version: '4.3.0' }]);
  });

  it('LI-8 takes the serial number as people type it', async () => {
    const typed = license.serialNumber
      .toLowerCase()
      .replaceAll('-', ' ')
      .replaceAll('0', 'O')
      .replaceAll('1', 'l');
    expect((await activate({ ...machine(), serialNumber: typed })).status).toBe(201);
  });

  it('LI-2 D1 the limit holds: of 60 at once on a license for 3, exactly 3', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => activate(machine())));
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(3);
    expect(statuses.filter((status) => status === 409)).toHaveLength(57);
    const rows = await portal.sql('select 1 from licensing.installation where license_id = $1', [
      license.licenseId,
    ]);
    expect(rows).toHaveLength(3);
    expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({
      code: 'installation-limit-reached',
      remedy: expect.stringContaining('Release an installation'),
      verdict: { valid: false, code: 'INSTALLATION_LIMIT_REACHED' },
    });
  });

  it('LI-2 one machine that asks 20 times at once has one installation and one UID', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => activate(machine('same'))));
    expect(new Set(answers.map((answer) => answer.body.uid)).size).toBe(1);
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(19);
  });

  it.each(['0000-0000-0000-0001', 'LK7Q-3M8D-X2PA-9R4T', 'nonsense', "' or 1=1 --"])(
    'LI-2 an unknown serial number %s is 404 license-not-found',
    async (serialNumber) => {
      const { status, body } = await activate({ ...machine(), serialNumber });
      expect(status).toBe(404);
      expect(body).toMatchObject({ code: 'license-not-found', verdict: { code: 'NOT_FOUND', valid: false } });
      expect(body.remedy).toBeTruthy();
      expect(JSON.stringify(body)).not.toContain(serialNumber);
    },
  );

  it('LI-2 a suspended, revoked or expired license is refused with its verdict', async () => {
    await activate(machine('mine'));
    const command = { licenseId: license.licenseId, reason: 'Refunded' };
    await portal.get(SuspendLicense).execute(command);
    const suspended = await activate(machine('mine'));
    expect([suspended.status, suspended.body.code, suspended.body.verdict.code]).toEqual([
      409,
      'license-not-usable',
      'SUSPENDED',
    ]);
    await portal.get(RevokeLicense).execute(command);
    expect((await activate(machine())).body.verdict.code).toBe('REVOKED');
    const expiring = await portal.get(IssueLicense).execute({ organizationId, productId });
    await portal.sql('update licensing.license set expires_at = $2 where id = $1', [
      expiring.licenseId,
      new Date(portal.clock.now().getTime() - day),
    ]);
    const expired = await activate({ ...machine(), serialNumber: expiring.serialNumber });
    expect(expired.body.verdict.code).toBe('EXPIRED');
  });

  it.each([
    ['serialNumber', undefined],
    ['serialNumber', 'x'.repeat(65)],
    ['serialNumber', 7],
    ['fingerprint', ''],
    ['fingerprint', 'a\u0000b'],
    ['fingerprint', 'x'.repeat(201)],
    ['name', 'a\ud800'],
    ['platform', null],
    ['version', ['4']],
    ['organizationId', newId()],
    ['uid', ''],
    ['launchKey', 'x'],
  ])('C1 B4 a wrong %s (%#) is a 422 that names it', async (field, value) => {
    const { status, body } = await activate({ ...machine(), [field]: value });
    expect(status).toBe(422);
    expect(body.errors.map((issue: { field: string }) => issue.field)).toContain(field);
  });

  it('C1 an oversized body is 413', async () => {
    expect((await activate({ ...machine(), name: 'x'.repeat(1_100_000) })).status).toBe(413);
  });

  it('A11 the database holds no UID that can be read', async () => {
    const { body } = await activate(machine());
    const rows = await portal.sql<{ dump: string }>(
      `select i::text || encode(i.uid_sealed, 'escape') as dump from licensing.installation i where id = $1`,
      [body.activationId],
    );
    expect(rows[0]?.dump).not.toContain(body.uid);
    expect(rows[0]?.dump).not.toContain(body.uid.replaceAll('-', ''));
  });
});

describe('serial number and UID', () => {
  it('S1.13 open the license, however they are typed', async () => {
    const { body } = await activate(machine());
    const licensing = portal.get(Licensing);
    const expected = {
      licenseId: license.licenseId,
      organizationId,
      productId,
      orderId: null,
      installationId: body.activationId,
      launchKey: null,
      usable: true,
    };
    expect(await licensing.bySerialAndUid(license.serialNumber, body.uid)).toEqual(expected);
    const typed = [
      ` ${license.serialNumber.toLowerCase()} `,
      body.uid.toLowerCase().replaceAll('-', ' '),
    ] as const;
    expect(await licensing.bySerialAndUid(...typed)).toEqual(expected);
  });

  it('S1.13 a wrong half, a mismatched pair and nonsense open nothing', async () => {
    const { body } = await activate(machine());
    const other = await portal.get(IssueLicense).execute({ organizationId, productId });
    const licensing = portal.get(Licensing);
    for (const [serial, uid] of [
      [other.serialNumber, body.uid],
      [license.serialNumber, `${body.uid.slice(0, -1)}${body.uid.endsWith('0') ? '1' : '0'}`],
      [license.serialNumber, ''],
      ['', ''],
      ['x'.repeat(10_000), 'y'.repeat(10_000)],
      ['\u0000', '\u0000'],
      [license.serialNumber, 'not a uid at all!'],
    ] as const)
      expect(await licensing.bySerialAndUid(serial, uid)).toBeNull();
  });

  it('S1.13 a revoked license is no longer usable', async () => {
    const { body } = await activate(machine());
    await portal.get(RevokeLicense).execute({ licenseId: license.licenseId, reason: 'Fraud' });
    const access = await portal.get(Licensing).bySerialAndUid(license.serialNumber, body.uid);
    expect(access?.usable).toBe(false);
  });

  it('S1.13 a UID sealed with a lost secret is replaced when the machine activates again', async () => {
    const first = await activate(machine('same'));
    await portal.sql(
      `update licensing.installation set uid_sealed = set_byte(uid_sealed, 0, get_byte(uid_sealed, 0) # 1)
       where id = $1`,
      [first.body.activationId],
    );
    const again = await activate(machine('same'));
    expect(again.body.uid).not.toBe(first.body.uid);
    const licensing = portal.get(Licensing);
    expect(await licensing.bySerialAndUid(license.serialNumber, first.body.uid)).toBeNull();
    expect(await licensing.bySerialAndUid(license.serialNumber, again.body.uid)).not.toBeNull();
  });
});
