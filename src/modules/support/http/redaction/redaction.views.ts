import type { Refusal } from '../../../../platform/http/pages.js';

export const subjectAnchor = 'subject-';

/** The field stands in the page once for each text; a refusal belongs to one of them. */
export function refusedAt(anchor: string, refusal: Refusal): Refusal {
  const errors = Object.entries(refusal.errors).map(([name, message]) => [`${anchor}${name}`, message]);
  const summary = refusal.summary.map(({ field, message }) => ({ field: `${anchor}${field}`, message }));
  return { ...refusal, errors: Object.fromEntries(errors), summary };
}

/** The form that takes a passage out of a text. */
export function passageView(action: string, anchor: string, refusal: Refusal | null) {
  const error = refusal?.errors[`${anchor}passage`] ?? null;
  return { action: `${action}/redactions`, anchor, error, typed: error && refusal?.values.passage };
}
