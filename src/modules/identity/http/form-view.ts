import { DomainError, type ErrorFacts, type ErrorKind } from '../../../kernel/domain-error.js';
import type { Refusal } from '../../../platform/http/pages.js';
import type { Translate } from '../../../platform/i18n/i18n.js';

/** A form as templates read it. */
export interface FormView {
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly summary: readonly { readonly field: string; readonly message: string }[];
  readonly message: string | null;
}

export const emptyForm = (values: Readonly<Record<string, unknown>> = {}): FormView => ({
  values,
  errors: {},
  summary: [],
  message: null,
});

/** The refused form in the reader's language. */
export function refusedForm(refusal: Refusal, t: Translate): FormView {
  const say = (field: string, message: string): string =>
    refusal.code === 'invalid-input' ? (known(t, `identity.invalid.${field}`) ?? message) : message;
  const summary = refusal.summary.map(({ field, message }) => ({ field, message: say(field, message) }));
  const errors = Object.fromEntries([...summary].reverse().map(({ field, message }) => [field, message]));
  const message = refusal.message && (known(t, `identity.refusals.${refusal.code}`) ?? refusal.message);
  return { values: refusal.values, errors, summary, message };
}

/** A refusal retold for a page; kind, code and fields stay. */
class RetoldRefusal extends DomainError {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    facts: ErrorFacts,
  ) {
    super(message, facts);
  }
}

/** Does the work of a form; refusals that have a text in the catalogue are retold in the reader's language. */
export async function inLanguage<T>(t: Translate, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DomainError ? retold(error, t) : error;
  }
}

function retold(error: DomainError, t: Translate): DomainError {
  const { fields, extra } = error.facts;
  const rules = Array.isArray(extra?.rules) ? extra.rules.map(String) : [];
  const text = known(t, `identity.refusals.${error.code}`);
  if (!fields || (rules.length === 0 && text === null)) return error;
  const messages = rules.map((rule) => t(`identity.broken.${rule}`, { minimum: extra?.minLength }));
  const told = fields.map(({ field, message }, index) => ({
    field,
    message: messages[index] ?? text ?? message,
  }));
  return new RetoldRefusal(error.kind, error.code, error.message, { ...error.facts, fields: told });
}

function known(t: Translate, key: string): string | null {
  const text = t(key);
  return key.endsWith(text) ? null : text;
}
