import { z } from 'zod';
import { DomainError, type FieldIssue } from '../../kernel/domain-error.js';
import { InvalidInput } from '../../kernel/errors.js';
import { inLanguage } from '../i18n/messages.js';
import { fieldIssues } from './field-issues.js';

/** A page to render: the template below templates/pages and its view model. */
export class Page {
  constructor(
    readonly template: string,
    readonly view: object,
    readonly status: number = 200,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** A redirect after a POST, with an optional message on the next page. */
export class SeeOther {
  constructor(
    readonly url: string,
    readonly flash: Flash | null = null,
  ) {}
}

export interface Flash {
  readonly kind: 'success' | 'error' | 'info';
  /** A translation key. */
  readonly key: string;
}

/** @param template below templates/pages, e.g. `support/request` */
export function page(
  template: string,
  view: object,
  status = 200,
  headers: Record<string, string> = {},
): Page {
  return new Page(template, view, status, headers);
}

export function seeOther(url: string, flash: Flash | null = null): SeeOther {
  return new SeeOther(url, flash);
}

/** What a refused form shows again: the typed values and, per field, what to correct. */
export interface Refusal {
  readonly values: Readonly<Record<string, unknown>>;
  /** Field name to message; fields without a place in the form land in `summary`. */
  readonly errors: Readonly<Record<string, string>>;
  readonly summary: readonly FieldIssue[];
  /** The message as a whole, for refusals that concern no field. */
  readonly message: string | null;
  readonly code: string;
}

const nothing = z.object({});
const refusable = new Set([
  'invalid',
  'conflict',
  'forbidden',
  'gone',
  'limited',
  'unauthenticated',
  'not-found',
  'too-large',
  'unsupported-media-type',
]);

/**
 * Runs a form: parses the body, calls `accepted`, and on a refusal re-renders through `rejected` with status 422
 * (or 429 when limited), what was typed, and a message at each field. Passwords are never given back.
 */
export async function submit<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  accepted: (input: z.output<Schema>) => Promise<Page | SeeOther>,
  rejected: (refusal: Refusal) => Page | Promise<Page>,
): Promise<Page | SeeOther> {
  try {
    const result = schema.safeParse(body ?? {});
    if (!result.success) throw InvalidInput.of(fieldIssues(result.error.issues));
    return await accepted(result.data);
  } catch (error) {
    if (!(error instanceof DomainError) || !refusable.has(error.kind)) throw error;
    const again = await rejected(refusalOf(error, body));
    // A page that replaces the form, e.g. of a link that is over, says its own status.
    const status = error.kind === 'limited' ? 429 : again.status === 200 ? 422 : again.status;
    const retry = error.facts.retryAfterSeconds;
    const headers = retry === undefined ? again.headers : { ...again.headers, 'retry-after': String(retry) };
    return new Page(again.template, again.view, status, headers);
  }
}

/** A button without fields: does what it says, and on a refusal shows its page again, as {@link submit} does. */
export async function press(
  accepted: () => Promise<Page | SeeOther>,
  rejected: (refusal: Refusal) => Page | Promise<Page>,
): Promise<Page | SeeOther> {
  return await submit(nothing, {}, accepted, rejected);
}

/** What a form that was refused shows again. */
export function refusalOf(error: DomainError, body: unknown): Refusal {
  const values = typeof body === 'object' && body !== null ? { ...body } : {};
  for (const name of Object.keys(values)) {
    if (/password|repetition|code/i.test(name)) delete (values as Record<string, unknown>)[name];
  }
  const fields = (error.facts.fields ?? []).map(({ field, message }) => ({
    field,
    message: inLanguage(message),
  }));
  const errors = Object.fromEntries([...fields].reverse().map((issue) => [issue.field, issue.message]));
  return {
    values,
    errors,
    summary: fields,
    message: fields.length === 0 ? inLanguage(error.message) : null,
    code: error.code,
  };
}
