import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Who or what gives a place back. */
export const releaseReasons = ['customer', 'agent', 'product', 'lapsed', 'transfer'] as const;

export type ReleaseReason = (typeof releaseReasons)[number];

/** A machine gave its place back. `byUserId` is null when no person did it. */
export const InstallationReleased = defineEvent(
  'licensing.installation-released',
  1,
  z.object({
    installationId: z.uuid(),
    licenseId: z.uuid(),
    organizationId: z.uuid(),
    reason: z.enum(releaseReasons),
    byUserId: z.uuid().nullable(),
  }),
);
