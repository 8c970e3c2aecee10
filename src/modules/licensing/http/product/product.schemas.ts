import { z } from 'zod';
import { instant, line } from '../../../../platform/http/fields.js';
import type { Validation } from '../../application/product/validate-license.js';

const serialNumber = line(64, 'serial number')
  .optional()
  .describe('As people type it: case, spaces and dashes do not count. Needed unless the request is signed.');
const fingerprint = line(200, 'fingerprint')
  .optional()
  .describe('Of the machine, as it was activated. Needed unless the request is signed.');
const version = line(60, 'version').optional().describe('Of the product that runs.');
const uid = line(200, 'UID').optional();
const provingUid = uid.describe('Needed for a machine with a key, unless the request is signed.');
const example = { serialNumber: 'LK7Q-3M8D-X2PA-9R4T', fingerprint: '5f1c0e9d8b7a4c3e' };

export const verdict = z
  .object({
    valid: z.boolean(),
    code: z.string().describe('Stable; VALID, or why not. Treat one that you do not know as not valid.'),
    detail: z.string(),
    because: z.array(z.string()),
    remedy: z.array(z.string()).describe('What helps; empty when the license may be used.'),
  })
  .meta({
    id: 'Verdict',
    description: 'May the product run, why, and what helps. Programs decide by `code`.',
  });

export const validationBody = z
  .strictObject({
    serialNumber,
    fingerprint: line(200, 'fingerprint')
      .optional()
      .describe('Without it, and without a UID, the license itself is judged, not a machine.'),
    uid: uid.describe('Names the machine instead of its fingerprint; with both, both must fit.'),
    version,
    versionPublishedAt: instant
      .transform((text) => new Date(text))
      .optional()
      .describe('When the version that runs was published: it must lie before the end of maintenance.'),
    features: z
      .array(line(60, 'feature'))
      .max(50, 'Ask for at most 50 features.')
      .optional()
      .describe('What the product wants to use; the license must include all of it.'),
  })
  .meta({
    id: 'ValidationRequest',
    description: 'May this license be used, on this machine, with this version and these features?',
    example: {
      ...example,
      version: '4.2.0',
      versionPublishedAt: '2026-10-01T00:00:00Z',
      features: ['EXPORT-PDF'],
    },
  });

export const validation = z
  .object({
    verdict,
    license: z
      .object({
        status: z.enum(['active', 'suspended', 'revoked', 'expired']),
        expiresAt: z.iso.datetime().nullable().describe('Null: it does not end, or its term has not begun.'),
        maintenanceEndsAt: z.iso.datetime(),
        features: z.array(z.string()).describe('Codes of what it unlocks, sorted.'),
      })
      .nullable()
      .describe('Null when there is none.'),
    nextCheckSeconds: z.int().describe('When to ask again.'),
  })
  .meta({ id: 'Validation', description: 'The verdict on a license.' });

export const heartbeatBody = z.strictObject({ serialNumber, fingerprint, version }).meta({
  id: 'HeartbeatRequest',
  description: 'A machine that is alive.',
  example: { ...example, version: '4.2.0' },
});

export const heartbeat = z
  .object({
    verdict,
    nextHeartbeatSeconds: z
      .int()
      .nullable()
      .describe('When to send the next one; null when the license demands none.'),
  })
  .meta({ id: 'Heartbeat', description: 'Whether the machine may go on.' });

export const deactivationBody = z
  .strictObject({
    serialNumber,
    fingerprint,
    uid: provingUid,
  })
  .meta({ id: 'DeactivationRequest', description: 'A machine that needs its place no longer.', example });

export const deactivation = z
  .object({ released: z.boolean().describe('False when there was nothing to release.') })
  .meta({ id: 'Deactivation', description: 'Whether this call gave the place back.' });

export const leaseBody = z.strictObject({ serialNumber, fingerprint }).meta({
  id: 'LeaseRequest',
  description: 'A machine that needs a place of a floating license.',
  example,
});

export const lease = z
  .object({
    takenAt: z.iso.datetime().describe('The same while the lease is extended before it runs out.'),
    expiresAt: z.iso.datetime(),
    extendInSeconds: z.int().describe('When to ask for it again, so that two tries may get lost.'),
    verdict,
  })
  .meta({ id: 'Lease', description: 'A place of a floating license, until it runs out.' });

export const leaseReturnBody = z
  .strictObject({ serialNumber, fingerprint, uid: provingUid })
  .meta({ id: 'LeaseReturnRequest', description: 'A machine that needs its lease no longer.', example });

export const leaseReturn = z
  .object({ returned: z.boolean().describe('False when no lease was running.') })
  .meta({ id: 'LeaseReturn', description: 'Whether this call ended the lease.' });

const whole = 'Use a whole number within the range that the field allows.';

export const usageBody = z
  .strictObject({
    serialNumber,
    fingerprint,
    uid: provingUid,
    counter: z
      .string('Name the counter.')
      .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'Use small letters, digits and dashes.')
      .describe('One that the policy of the license counts, such as `exports`.'),
    amount: z.int(whole).min(1, whole).max(1_000_000_000, whole).default(1),
    reportId: z
      .string('Give the report an id of its own.')
      .regex(/^[A-Za-z0-9_.:-]{1,64}$/, 'Use 1 to 64 letters, digits and the characters . _ : -')
      .describe('New for each report of the machine. A repeated report counts once, for 90 days.'),
  })
  .meta({
    id: 'UsageReport',
    description: 'Something that was used and is counted.',
    example: { ...example, counter: 'exports', amount: 3, reportId: '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11' },
  });

export const usage = z
  .object({
    counter: z.string(),
    used: z.int().describe('In this period.'),
    allowance: z.int().nullable().describe('Null: any number.'),
    resetsAt: z.iso.datetime().nullable().describe('When it begins again from 0; null: never.'),
    counted: z.boolean().describe('False when this report was counted before.'),
    verdict,
  })
  .meta({ id: 'Usage', description: 'Where a counter stands.' });

export function validationAnswer({ license, ...rest }: Validation) {
  return {
    ...rest,
    license: license && {
      ...license,
      expiresAt: license.expiresAt?.toISOString() ?? null,
      maintenanceEndsAt: license.maintenanceEndsAt.toISOString(),
    },
  };
}
