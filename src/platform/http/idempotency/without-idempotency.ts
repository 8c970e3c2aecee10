import { SetMetadata } from '@nestjs/common';

export const WITHOUT_IDEMPOTENCY = 'latchkey:without-idempotency';

/**
 * For routes whose refusals are stored, like a counted guess: Idempotency-Key does nothing there. With it, a refusal
 * would roll back everything that the request stored, and guessing would be free. Open routes use the key only where they say so themselves.
 */
export const WithoutIdempotency = () => SetMetadata<string, true>(WITHOUT_IDEMPOTENCY, true);
