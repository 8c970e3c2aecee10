import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

const license = z.object({ licenseId: z.uuid(), organizationId: z.uuid() });

const ends = { expiresAt: z.iso.datetime().nullable(), maintenanceEndsAt: z.iso.datetime() };

/** The term of a license begins, with what its policy lets it begin with. */
export const LicenseTermBegan = defineEvent('licensing.license-term-began', 1, license.extend(ends));

/** A license got another term; the dates are the new ones. */
export const LicenseRenewed = defineEvent('licensing.license-renewed', 1, license.extend(ends));

/** A license belongs to another organization now. */
export const LicenseTransferred = defineEvent(
  'licensing.license-transferred',
  1,
  license.extend({ fromOrganizationId: z.uuid() }),
);

/** A license got another serial number; the one before is nobody's. Its number is read from the license. */
export const LicenseRenumbered = defineEvent('licensing.license-renumbered', 1, license);
