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

/** The refused form. What is missing or malformed is told in the words of the field, not of its data type. */
export function refusedForm({ values, summary, message, code }: Refusal, t: Translate): FormView {
  const told = summary.map((issue) => ({
    field: issue.field,
    message: (code === 'invalid-input' && known(t, `identity.invalid.${issue.field}`)) || issue.message,
  }));
  const errors = Object.fromEntries([...told].reverse().map((issue) => [issue.field, issue.message]));
  return { values, errors, summary: told, message };
}

function known(t: Translate, key: string): string | null {
  const text = t(key);
  return key.endsWith(text) ? null : text;
}
