import { z } from 'zod';
import type { RenewalPreview } from '../../application/renewals/preview-renewal.js';
import type { Term } from '../../domain/term.js';

const ends = z
  .object({
    expiresAt: z.iso.datetime().nullable().describe('Null: it does not end, or its term has not begun.'),
    maintenanceEndsAt: z.iso.datetime().describe('Updates published until then are included.'),
  })
  .meta({ id: 'LicenseEnds', description: 'The two ends of a license.' });

export const renewalPreview = z
  .object({
    renewable: z.boolean().describe('False while the license is suspended, and once it is revoked.'),
    status: z.enum(['active', 'suspended', 'revoked', 'expired']),
    current: ends,
    renewed: ends.nullable().describe('Null when it cannot be renewed.'),
    changes: z
      .object({ expiresAt: z.boolean(), maintenanceEndsAt: z.boolean() })
      .describe('Which of the two ends a renewal would move.'),
  })
  .meta({
    id: 'RenewalPreview',
    description: 'What a renewal today would change.',
    example: {
      renewable: true,
      status: 'active',
      current: { expiresAt: null, maintenanceEndsAt: '2026-12-20T09:30:00.000Z' },
      renewed: { expiresAt: null, maintenanceEndsAt: '2027-12-20T09:30:00.000Z' },
      changes: { expiresAt: false, maintenanceEndsAt: true },
    },
  });

export function renewalAnswer({ status, before, after }: RenewalPreview): z.output<typeof renewalPreview> {
  const [current, renewed] = [endsOf(before), after && endsOf(after)];
  return {
    renewable: renewed !== null,
    status,
    current,
    renewed,
    changes: {
      expiresAt: renewed !== null && renewed.expiresAt !== current.expiresAt,
      maintenanceEndsAt: renewed !== null && renewed.maintenanceEndsAt !== current.maintenanceEndsAt,
    },
  };
}

function endsOf({ expiresAt, maintenanceEndsAt }: Term): z.output<typeof ends> {
  return {
    expiresAt: expiresAt?.toISOString() ?? null,
    maintenanceEndsAt: maintenanceEndsAt.toISOString(),
  };
}
