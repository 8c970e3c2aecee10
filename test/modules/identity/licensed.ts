import { randomUUID } from 'node:crypto';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { RegisterOrganization } from '../../../src/modules/identity/application/organizations/register-organization.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import type { Portal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';
import { anOrderPaid, Store } from '../orders/store.js';

/** A license with one activated installation. */
export interface Licensed {
  readonly serialNumber: string;
  readonly uid: string;
  readonly licenseId: string;
  readonly organizationId: OrganizationId;
}

/** Licenses whose organization nobody is on file for. */
export async function unclaimedLicense(portal: Portal): Promise<Licensed> {
  const productId = await defineLumen(portal);
  const organizationId = newId<OrganizationId>();
  await portal.get(RegisterOrganization).execute({ id: organizationId, name: 'Kestrel Optics' });
  const { licenseId, serialNumber } = await portal.get(IssueLicense).execute({ organizationId, productId });
  return { licenseId, serialNumber, organizationId, uid: await activate(portal, serialNumber) };
}

/** A license of a paid order: its buyer is on file, under the address given. */
export async function boughtLicense(portal: Portal, email: string): Promise<Licensed> {
  await defineLumen(portal);
  const { organizationId } = await new Store(portal).sell(anOrderPaid({ email }));
  await portal.settle();
  const [row] = await portal.sql<{ id: string; serial_number: string }>(
    'select id, serial_number from licensing.license where organization_id = $1 order by id limit 1',
    [organizationId],
  );
  if (!row) throw new Error('The order issued no license.');
  const { id: licenseId, serial_number: serialNumber } = row;
  const uid = await activate(portal, serialNumber);
  return { licenseId, serialNumber, organizationId: organizationId as OrganizationId, uid };
}

/** The serial number as people read it. */
export const printed = ({ serialNumber }: Licensed): string => serialNumber.replace(/(.{4})(?=.)/g, '$1-');

async function activate(portal: Portal, serialNumber: string): Promise<string> {
  const machine = { fingerprint: randomUUID(), name: 'Studio', platform: 'linux-x64', version: '4.2.0' };
  const answer = await portal.api().post('/api/v1/product/activations', { serialNumber, ...machine });
  if (!answer.body.uid) throw new Error(`The activation answered ${answer.status}.`);
  return answer.body.uid;
}
