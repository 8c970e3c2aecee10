import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

const license = z.object({ licenseId: z.uuid(), organizationId: z.uuid() });

/** The license rests: it grants nothing until it is reinstated. */
export const LicenseSuspended = defineEvent('licensing.license-suspended', 1, license);

/** A suspended license grants again. */
export const LicenseReinstated = defineEvent('licensing.license-reinstated', 1, license);

/** The license is withdrawn for good. */
export const LicenseRevoked = defineEvent('licensing.license-revoked', 1, license);
