import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** What happened to the factors of an account. */
export const factorChanges = [
  'authenticator-added',
  'authenticator-removed',
  'passkey-added',
  'passkey-removed',
  'recovery-codes-renewed',
  'recovery-code-used',
] as const;

export type FactorChange = (typeof factorChanges)[number];

/** A factor of an account was added, removed, replaced or used up. */
export const SecondFactorChanged = defineEvent(
  'identity.second-factor-changed',
  1,
  z.object({ userId: z.uuid(), change: z.enum(factorChanges) }),
);
