import { z } from 'zod';
import { line, multiline } from '../../../../platform/http/fields.js';
import { listing, listQuery } from '../../../../platform/http/paging.js';
import { recoveryStatuses } from '../../application/recoveries/show-recovery.js';

const at = z.iso.datetime();

const reason = multiline(500, 'reason');
const verifiedBy = multiline(500, 'check').describe(
  'How you recognized the person, e.g. a call back to a number on file.',
);
const sendTo = line(254, 'e-mail address').describe(
  'Where the link goes once two agents agreed and 24 hours passed.',
);

export const recoveryBody = z
  .strictObject({
    reason,
    verifiedBy,
    sendTo,
    removesFactors: z
      .boolean()
      .default(false)
      .describe('Also removes authenticator, passkeys and recovery codes; the notices say so.'),
  })
  .meta({ id: 'RecoveryRequest' });

export const recoveryForm = z.strictObject({
  reason,
  verifiedBy,
  sendTo,
  removesFactors: z
    .literal('true')
    .optional()
    .transform((ticked) => ticked === 'true'),
});

export const recoveriesQuery = listQuery.extend({
  open: z
    .enum(['true', 'false'], 'Use true or false.')
    .default('false')
    .transform((text) => text === 'true')
    .describe('Only those that wait for an approval or for their time.'),
});

export const recovery = z
  .object({
    id: z.uuid(),
    userId: z.uuid(),
    name: z.string(),
    status: z.enum(recoveryStatuses),
    reason: z.string(),
    verifiedBy: z.string(),
    sendTo: z.string(),
    removesFactors: z.boolean(),
    requestedAt: at,
    requestedByName: z.string(),
    approvedByName: z.string().nullable(),
    approvedAt: at.nullable(),
    readyAt: at.nullable().describe('24 hours after the approval.'),
    sentAt: at.nullable(),
    closedAt: at.nullable(),
  })
  .meta({ id: 'Recovery', description: 'A way back into an account, for which two agents vouch.' });

export const recoveryList = listing(recovery);

export const ownRecovery = z
  .object({
    id: z.uuid(),
    status: z.enum(recoveryStatuses),
    removesFactors: z.boolean(),
    requestedAt: at,
    readyAt: at.nullable(),
  })
  .meta({ id: 'OwnRecovery' });

export const ownRecoveryAnswer = z.object({ recovery: ownRecovery.nullable() });
