import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Why a lease is over: given back, run out, its machine was released, or its license grants nothing more. */
export const leaseEnds = ['returned', 'expired', 'released', 'suspended', 'revoked'] as const;

export type LeaseEnd = (typeof leaseEnds)[number];

const lease = z.object({ licenseId: z.uuid(), organizationId: z.uuid(), installationId: z.uuid() });

/** A machine took a place of a floating license. Extending the lease is no event. */
export const LeaseTaken = defineEvent(
  'licensing.lease-taken',
  1,
  lease.extend({ expiresAt: z.iso.datetime() }),
);

/** The place of a floating license is free again. One that ran out is told of when somebody looks, which may be later. */
export const LeaseEnded = defineEvent(
  'licensing.lease-ended',
  1,
  lease.extend({ reason: z.enum(leaseEnds) }),
);
