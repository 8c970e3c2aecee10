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
