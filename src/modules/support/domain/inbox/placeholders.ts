import { InvalidInput } from '../../../../kernel/errors.js';

/** What stands for a fact of the request in the text of a macro, as `{{requester}}`. */
export const placeholders = ['requester', 'organization', 'number', 'subject', 'product', 'agent'] as const;
export type Placeholder = (typeof placeholders)[number];

/** Missing facts are empty. */
export type PlaceholderFacts = Readonly<Record<Placeholder, string | null>>;

const written = /\{\{\s*([^{}]*?)\s*\}\}/g;
const isPlaceholder = (word: string): word is Placeholder => placeholders.some((known) => known === word);

/** @throws InvalidInput for a placeholder that is none */
export function ensureKnownPlaceholders(text: string): void {
  for (const [, word = ''] of text.matchAll(written)) {
    if (isPlaceholder(word)) continue;
    throw InvalidInput.field(
      'body',
      'Use no placeholders but {{requester}}, {{organization}}, {{number}}, {{subject}}, {{product}} and {{agent}}.',
    );
  }
}

/** The text with the facts in their places. What they hold is never looked at again. */
export function filledIn(text: string, facts: PlaceholderFacts): string {
  return text.replace(written, (whole, word: string) => (isPlaceholder(word) ? (facts[word] ?? '') : whole));
}
