import { z } from 'zod';
import { parseEmailAddress } from '../../../../kernel/email-address.js';
import { line, multiline, secretText } from '../../../../platform/http/fields.js';
import type { WaitingReview } from '../../application/claim-reviews/list-reviews.js';
import { ticket } from '../signing-in/sign-in.schemas.js';

const statement = multiline(1_000, 'reason').describe('Why the claim is right; the agents read it.');
const email = line(254, 'e-mail address').transform((text, ctx) => {
  const parsed = parseEmailAddress(text);
  if (parsed) return parsed;
  ctx.addIssue({ code: 'custom', message: 'Enter an e-mail address like name@example.com.' });
  return z.NEVER;
});

export const askReview = z.strictObject({ statement });
export const contestReviewForm = z.strictObject({ email, statement });
export const contestReview = z.strictObject({ ticket, email, statement });
export const confirmedToken = z.strictObject({ token: secretText('token of the link') });

const waitingReview = z
  .object({
    id: z.uuid(),
    kind: z.enum(['proof', 'contest']).describe('proof: the claimant asks. contest: somebody else does.'),
    licenseId: z.uuid(),
    serialNumber: z.string(),
    organizationId: z.uuid(),
    organizationName: z.string(),
    email: z.string().nullable(),
    statement: z.string(),
    claimedAt: z.iso.datetime(),
    requestedAt: z.iso.datetime(),
    firstBy: z.string().nullable().describe('Who confirmed it first; null: nobody yet.'),
  })
  .meta({ id: 'WaitingClaim', description: 'A claim that waits for two agents.' });

export const waitingReviews = z.object({ items: z.array(waitingReview), nextCursor: z.null() });

export const decision = z
  .object({ outcome: z.enum(['first', 'confirmed']).describe('first: another agent must confirm, too.') })
  .meta({ id: 'ClaimConfirmation' });

export function waitingReviewAnswer(review: WaitingReview): z.output<typeof waitingReview> {
  const { firstByName, claimedAt, requestedAt, ...facts } = review;
  return {
    ...facts,
    firstBy: firstByName,
    claimedAt: claimedAt.toISOString(),
    requestedAt: requestedAt.toISOString(),
  };
}
