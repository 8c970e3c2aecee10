import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { Draft } from '../../application/drafts/show-draft.js';
import { timeOf } from '../tickets.wording.js';

/** Where a form keeps its draft, and since when there is one. */
export function draftView(href: string, draft: Pick<Draft, 'savedAt'> | null, reader: Reader) {
  return { href: `${href}/draft`, savedAt: draft && timeOf(draft.savedAt, reader) };
}

/** A form that begins with what was typed before. */
export function continued(draft: Draft | null): Omit<Refusal, 'code'> | null {
  return draft && { values: draft.fields, errors: {}, summary: [], message: null };
}

/** What an agent's reply begins with: what was typed before, and a macro below it. */
export function deskBeginning(
  draft: Draft | null,
  macro: { readonly body: string | null; readonly visibility: 'public' | 'internal' } | null,
): Draft['fields'] {
  const typed = draft?.fields ?? {};
  if (macro === null) return typed;
  const { body = '', visibility = 'public' } = typed;
  if (body.trim() === '') return { body: macro.body ?? '', visibility: macro.visibility };
  // The page may be opened again once the macro is part of the draft.
  const isIn = macro.body === null || body.includes(macro.body);
  return {
    body: isIn ? body : `${body}\n\n${macro.body}`,
    // What was typed for colleagues alone never becomes public by itself.
    visibility: visibility === 'internal' ? visibility : macro.visibility,
  };
}
