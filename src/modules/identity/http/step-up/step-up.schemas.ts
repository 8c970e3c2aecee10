import { z } from 'zod';
import { secretText } from '../../../../platform/http/fields.js';
import { importantActions } from '../../../../platform/ports/step-up.js';
import type { ProofMethod } from '../../domain/step-up-proof.js';

const proofMethods = [
  'passkey',
  'totp',
  'recovery-code',
  'email',
  'password',
] as const satisfies readonly ProofMethod[];

export const importantAction = z
  .enum(importantActions, `Name one of the actions: ${importantActions.join(', ')}.`)
  .describe('What you want to do, as the problem step-up-required names it.');

const method = z
  .enum(['totp', 'recovery-code', 'email', 'password'], 'Use totp, recovery-code, email or password.')
  .describe('One of the ways that the state offers.');

/** What comes after the proof; a malformed address leads to the account. */
const next = z.string().max(2_000).catch('/account');

/** Where the person came from, so that they can leave without the proof. */
export const cameFrom = z.string().max(2_000).optional().catch(undefined);

export const stepUpAddress = z.object({
  action: importantAction,
  next: next.default('/account'),
  back: cameFrom,
});
export const stepUpCodeForm = z.strictObject({ action: importantAction, next, back: cameFrom });
export const stepUpForm = z.strictObject({
  action: importantAction,
  next,
  back: cameFrom,
  method,
  secret: secretText('code'),
});

export const stepUpRequest = z.strictObject({ action: importantAction });
export const stepUpProof = z.strictObject({
  action: importantAction,
  method,
  secret: secretText('code or password').describe('The code as mailed or shown, or the current password.'),
});

export const stepUpState = z
  .object({
    methods: z.array(z.enum(proofMethods)).describe('How you can prove yourself, the best first.'),
    maskedEmail: z.string().nullable().describe('Where a code would go; null when none would.'),
    codeSent: z.boolean().describe('A mailed code waits for being typed.'),
    provedUntil: z.iso
      .datetime()
      .nullable()
      .describe('Until when the action is allowed; null: the proof is due.'),
  })
  .meta({ id: 'StepUpState', description: 'Where you stand with the proof for an important action.' });

export const stepUpDone = z
  .object({ provedUntil: z.iso.datetime().describe('Until when the action is allowed in this session.') })
  .meta({ id: 'StepUpDone', description: 'The proof was right.' });
