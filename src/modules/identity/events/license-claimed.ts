import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** What makes a claim count: a signed launch, the mailed code, the invoice's code, two agents (ruling C2). */
export const strongerProofs = ['launch', 'contact', 'invoice', 'agents'] as const;
export type StrongerProof = (typeof strongerProofs)[number];

/** The claim of a license was proved: its key holder reaches the license's data from now on. */
export const LicenseClaimed = defineEvent(
  'identity.license-claimed',
  1,
  z.object({ keyHolderId: z.uuid(), by: z.enum(strongerProofs) }),
);
