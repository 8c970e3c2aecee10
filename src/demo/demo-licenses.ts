import type { INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import type { CustomerActor } from '../kernel/actor.js';
import { day } from '../kernel/clock.js';
import type { OrganizationId } from '../kernel/ids.js';
import {
  ActivateInstallation,
  type ActivationRequest,
} from '../modules/licensing/application/activate-installation.js';
import { type IssuedLicense, IssueLicense } from '../modules/licensing/application/issue-license.js';
import { TakeOfflineRequest } from '../modules/licensing/application/offline/take-offline-request.js';
import { ReinstateLicense } from '../modules/licensing/application/reinstate-license.js';
import { ReleaseInstallation } from '../modules/licensing/application/release-installation.js';
import { RenewLicense } from '../modules/licensing/application/renew-license.js';
import { RevokeLicense } from '../modules/licensing/application/revoke-license.js';
import { SuspendLicense } from '../modules/licensing/application/suspend-license.js';
import { printRequestCode } from '../modules/licensing/domain/request-code.js';
import type { DemoCatalogue } from './demo-catalogue.js';
import type { DemoClient } from './demo-client.js';
import type { DemoOwner } from './demo-organization.js';
import type { SeedClock } from './seed-clock.js';

/** Where the licenses of the demo are made. */
export interface DemoDesk {
  readonly app: INestApplicationContext;
  readonly clock: SeedClock;
  /** Whoever is not signed in: products that call home. */
  readonly client: DemoClient;
  readonly catalogue: DemoCatalogue;
}

type Machine = Omit<ActivationRequest, 'serialNumber' | 'fingerprint'>;

const activation = z.object({ activationId: z.string() });
const fingerprintOf = (name: string) => `demo-${name.toLowerCase().replaceAll(' ', '-')}`;

/** Licenses with a life behind them, for the pages that tell of it. */
export async function seedLicenses(desk: DemoDesk, owner: Omit<DemoOwner, 'client'>): Promise<void> {
  await seedPerpetual(desk, owner.organizationId);
  await seedFloating(desk, owner.organizationId);
  await seedOffline(desk, owner);
  await seedRefused(desk, owner.organizationId);
}

/** Bought 14 months ago: a later release is outside its year of updates, and all places are taken, one by a dead machine. */
async function seedPerpetual(desk: DemoDesk, organizationId: OrganizationId): Promise<void> {
  const { app, clock, client, catalogue } = desk;
  const { serialNumber } = await clock.ago(425 * day, () =>
    app.get(IssueLicense, { strict: false }).execute({ organizationId, productId: catalogue.draft }),
  );
  const plotter = { name: 'Plotter room', platform: 'windows', version: '4.1.0' };
  await clock.ago(260 * day, () => activate(app, serialNumber, plotter));
  await callHome(client, serialNumber, { name: 'Drawing office 1', platform: 'windows', version: '4.2.1' });
  await callHome(client, serialNumber, { name: 'Drawing office 2', platform: 'linux', version: '4.2.1' });
}

/** Shared by a team, renewed once, and ending in three weeks: two of four machines work with it right now. */
async function seedFloating(desk: DemoDesk, organizationId: OrganizationId): Promise<void> {
  const { app, clock, client, catalogue } = desk;
  const sold = { organizationId, productId: catalogue.atlas, editionId: catalogue.atlasTeam };
  const { licenseId, serialNumber } = await clock.ago(709 * day, () =>
    app.get(IssueLicense, { strict: false }).execute(sold),
  );
  const [laptop] = await clock.ago(500 * day, async () => [
    await activate(app, serialNumber, { name: 'Laptop Olga', platform: 'macos', version: '2.1.0' }),
    await activate(app, serialNumber, { name: 'Meeting room', platform: 'windows', version: '2.1.0' }),
  ]);
  const suspend = app.get(SuspendLicense, { strict: false });
  await clock.ago(362 * day, () => suspend.execute({ licenseId, reason: 'Renewal not paid.' }));
  const reinstate = app.get(ReinstateLicense, { strict: false });
  await clock.ago(360 * day, () => reinstate.execute({ licenseId, reason: 'Paid.' }));
  const renew = app.get(RenewLicense, { strict: false });
  await clock.ago(360 * day, () => renew.execute({ licenseId, reason: null }));
  const given = { licenseId, installationId: laptop ?? '', reason: 'product', userId: null } as const;
  await clock.ago(90 * day, () => app.get(ReleaseInstallation, { strict: false }).execute(given));
  for (const name of ['Survey van', 'Map desk', 'Laptop Sina']) {
    await callHome(client, serialNumber, { name, platform: 'linux', version: '2.3.0' });
    const machine = { serialNumber, fingerprint: fingerprintOf(name) };
    if (name !== 'Laptop Sina') await client.post('/api/v1/product/leases', machine);
  }
}

/** A machine behind a locked door, activated by the code that its screen showed; its year of updates is over too. */
async function seedOffline(
  { app, clock, catalogue }: DemoDesk,
  owner: Omit<DemoOwner, 'client'>,
): Promise<void> {
  const { organizationId } = owner;
  const { licenseId, serialNumber } = await clock.ago(410 * day, () =>
    app.get(IssueLicense, { strict: false }).execute({ organizationId, productId: catalogue.draft }),
  );
  const machine = {
    serialNumber: serialNumber.replaceAll('-', ''),
    fingerprint: fingerprintOf('Test bench'),
  };
  const code = printRequestCode({ kind: 'activate', ...machine, nonce: 'DEM0NC' });
  const take = app.get(TakeOfflineRequest, { strict: false });
  await clock.ago(26 * day, () =>
    take.execute(actingFor(owner), { licenseId, code, machineName: 'Test bench' }),
  );
}

async function seedRefused(
  { app, clock, catalogue }: DemoDesk,
  organizationId: OrganizationId,
): Promise<void> {
  const issue = (): Promise<IssuedLicense> =>
    app.get(IssueLicense, { strict: false }).execute({ organizationId, productId: catalogue.draft });
  const [doubled, unpaid] = await clock.ago(200 * day, async () => [await issue(), await issue()]);
  const because = { licenseId: doubled.licenseId, reason: 'Ordered twice; the other one stays.' };
  await clock.ago(190 * day, () => app.get(RevokeLicense, { strict: false }).execute(because));
  const suspend = app.get(SuspendLicense, { strict: false });
  await suspend.execute({ licenseId: unpaid.licenseId, reason: 'Invoice NW-0988 is open.' });
}

async function activate(
  app: INestApplicationContext,
  serialNumber: string,
  machine: Machine,
): Promise<string> {
  const request = { serialNumber, fingerprint: fingerprintOf(machine.name), ...machine };
  return (await app.get(ActivateInstallation, { strict: false }).execute(request)).activationId;
}

async function callHome(client: DemoClient, serialNumber: string, machine: Machine): Promise<string> {
  const request = { serialNumber, fingerprint: fingerprintOf(machine.name), ...machine };
  return activation.parse(await client.post('/api/v1/product/activations', request)).activationId;
}

function actingFor({ organizationId, userId }: Omit<DemoOwner, 'client'>): CustomerActor {
  return {
    kind: 'customer',
    userId,
    organizationId,
    organizationName: 'Hafenwerk GmbH',
    ...{ sessionId: '', name: 'Lena Brandt', email: null, locale: 'en', timeZone: 'Europe/Berlin' },
    ...{ credential: 'session', secondFactorDue: false, provisional: false, limitedTo: null, role: 'owner' },
    permissions: new Set(['licenses.read', 'licenses.manage']),
  };
}
