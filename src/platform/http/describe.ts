import { applyDecorators, HttpCode, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';

/** The chapters of the API documentation. */
export const tags = {
  'Sign-in':
    'Get an access token: with serial number and UID, with a login and password, with an invitation.',
  Account: 'Who you are, and your own settings.',
  Organization: 'Members, invitations, domains and sign-in rules of your organization.',
  Licenses: 'The licenses of your organization and where they are installed.',
  Product: 'What the product itself calls: activation, validation, heartbeats, leases and counted usage.',
  Orders: 'Purchases and their invoices, and the webhook that stores call.',
  Downloads: 'Releases, what you may have of them and why, and their files.',
  Tickets: 'Requests to support and the conversation in them.',
  Help: 'Articles of the help center.',
  Uploads: 'Large files in parts, which go on after a broken connection (tus 1.0.0).',
  Staff: 'What agents of the vendor do.',
  Operations: 'How the portal itself is doing.',
} as const;

/** What the API documentation says of one operation. */
export interface Description {
  /** Verb phrase, e.g. `List your tickets`. */
  readonly summary: string;
  readonly description?: string;
  readonly tag: keyof typeof tags;
  /** 200 unless told. */
  readonly status?: number;
  /** The answer's shape; null for none. */
  readonly answer: z.ZodType | null;
  /** Statuses of the problems that this operation may answer beside 422 and 429. */
  readonly problems?: readonly number[];
  /** True for operations that need no access token. */
  readonly open?: boolean;
}

/**
 * Describes an API operation, sets its status, and lets Idempotency-Key work unless it is open. Every route under /api/v1 has one; a test looks.
 */
export function Describe(about: Description): MethodDecorator {
  const status = about.status ?? 200;
  return applyDecorators(
    HttpCode(status),
    ApiTags(about.tag),
    ApiOperation({ summary: about.summary, description: about.description ?? `${about.summary}.` }),
    ApiResponse({
      status,
      description: 'Done',
      ...(about.answer ? { standardSchema: about.answer as never } : {}),
    }),
    ...(about.open ? [] : [ApiBearerAuth(), UseInterceptors(IdempotencyInterceptor)]),
    ...(about.problems ?? []).map((problem) => ApiResponse({ status: problem, description: 'Refused' })),
  );
}
