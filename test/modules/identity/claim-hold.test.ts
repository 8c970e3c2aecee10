import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hour } from '../../../src/kernel/clock.js';
import { keyHolder, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { unclaimedLicense } from './licensed.js';

describe('CLAIM_WITHOUT_CONTACT=hold', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({ environment: { CLAIM_WITHOUT_CONTACT: 'hold' } });
  });
  afterAll(() => portal.close());

  it('C2 tells staff where nobody is on file, and counts after 72 hours', async () => {
    const staff = await signedInStaff(portal, 'administrator');
    const holder = await keyHolder(portal, await unclaimedLicense(portal));
    await portal.settle();
    expect(portal.mailTo(staff.email)?.subject).toContain('claimed a license');
    expect((await holder.api.get('/api/v1/licenses')).status).toBe(403);
    // Sessions of customers rest 12 hours at most, so the person signs in again after the wait.
    portal.clock.advance(72 * hour);
    const [claim] = await portal.sql<{ counts: boolean }>(
      'select proved_at <= $1 as counts from identity.key_holder',
      [portal.clock.now()],
    );
    expect(claim?.counts).toBe(true);
    portal.clock.advance(-72 * hour);
  });

  it('C2 tells members who manage licenses, not staff, where there are some', async () => {
    const license = await unclaimedLicense(portal);
    const { organizationId } = license;
    const admin = await signedInMember(portal, { organizationId, role: 'license-admin' });
    await keyHolder(portal, license);
    await portal.settle();
    expect(portal.mailTo(admin.email)?.text).toContain(license.serialNumber);
  });
});
