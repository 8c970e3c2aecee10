import { PassageMissing } from './redaction.errors.js';

/** What stands where a passage was; the same in every language, because it is part of the text. */
export const removedMark = '[removed by support]';

/** The text without the passage, wherever it stands. @throws PassageMissing when it stands nowhere */
export function redacted(text: string, passage: string): string {
  if (!text.includes(passage)) throw PassageMissing.inText();
  return text.replaceAll(passage, () => removedMark);
}
