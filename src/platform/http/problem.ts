import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind, type FieldIssue } from '../../kernel/domain-error.js';

/** A problem document. @see RFC 9457 */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly remedy?: string;
  readonly errors?: readonly (FieldIssue & { readonly pointer: string })[];
  readonly retryAfterSeconds?: number;
  readonly [extra: string]: unknown;
}

const statuses: Record<ErrorKind, number> = {
  invalid: 422,
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  gone: 410,
  conflict: 409,
  'precondition-failed': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'range-not-satisfiable': 416,
  misdirected: 421,
  limited: 429,
  'checksum-mismatch': 460,
  unavailable: 503,
};

const titles: Record<number, string> = {
  400: 'The request is malformed',
  401: 'Not signed in',
  403: 'Access denied',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'No longer valid',
  412: 'A condition of the request does not hold',
  413: 'Too large',
  415: 'Unsupported media type',
  416: 'Range not satisfiable',
  421: 'Unknown host',
  422: 'Please correct the input',
  429: 'Too many attempts',
  460: 'The checksum does not fit',
  500: 'Something went wrong on our side',
  503: 'Temporarily unavailable',
};

const codes: Record<number, string> = Object.fromEntries(
  Object.entries(statuses).map(([kind, status]) => [status, kind === 'invalid' ? 'invalid-input' : kind]),
);

/** Any thrown thing as a problem. What we did not foresee tells nothing but its correlation id. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof DomainError) return fromDomain(error, requestId);
  const status = statusOf(error);
  if (status === 503) {
    return make(
      503,
      'The portal cannot reach its database right now. Try again in a few seconds.',
      requestId,
      {
        retryAfterSeconds: 5,
      },
    );
  }
  if (status >= 500)
    return make(500, `Please try again; if it stays, tell support the number ${requestId}.`, requestId);
  return make(status, messageOf(error, status), requestId);
}

function fromDomain(error: DomainError, requestId: string): Problem {
  const { fields, remedy, retryAfterSeconds, extra } = error.facts;
  const errors = fields?.map((issue) => ({ ...issue, pointer: `#/${issue.field.replaceAll('.', '/')}` }));
  const members = {
    ...extra,
    code: error.code,
    type: `/api/docs/problems#${error.code}`,
    ...(remedy === undefined ? {} : { remedy }),
    ...(errors === undefined ? {} : { errors }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
  return make(statuses[error.kind], error.message, requestId, members);
}

function make(
  status: number,
  detail: string,
  requestId: string,
  more: Record<string, unknown> = {},
): Problem {
  const code = codes[status] ?? (status >= 500 ? 'internal' : 'malformed');
  return {
    type: `/api/docs/problems#${code}`,
    title: titles[status] ?? 'Refused',
    status,
    detail,
    code,
    requestId,
    ...more,
  };
}

const connectionLost = /ECONNREFUSED|ECONNRESET|terminat|connection|timeout exceeded|the database system is/i;

// What was sent has no place in its column: text, characters, dates, numbers out of range.
const unfit = new Set(['22P02', '22021', '22007', '22008', '22003']);

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null) return 500;
  if ('statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(08|57P0|53300|55P03|57014)/.test(code) || code.startsWith('ECONN')) return 503;
  if (unfit.has(code)) return 400;
  const message = 'message' in error ? String(error.message) : '';
  return code === '' && connectionLost.test(message) ? 503 : 500;
}

function messageOf(error: unknown, status: number): string {
  if (status === 404) return 'There is nothing at this address.';
  if (status === 413) return 'The body is too large; send less.';
  if (status === 415) return 'Send application/json, or the form as the page sends it.';
  if (error instanceof Error && status === 400)
    return `The request could not be read: ${error.message.slice(0, 200)}`;
  return titles[status] ?? 'The request was refused.';
}
