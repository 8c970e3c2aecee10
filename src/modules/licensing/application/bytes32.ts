import { z } from 'zod';

/**
 * 32 bytes in base64url, in their one spelling: 43 characters are 258 bits, and the last one carries two that must be
 * 0, or one key had four spellings.
 */
export const bytes32 = (refusal: string) =>
  z
    .string({ error: refusal })
    .regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, refusal)
    .transform((text) => Buffer.from(text, 'base64url'));
