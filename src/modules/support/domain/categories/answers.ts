import type { FieldIssue } from '../../../../kernel/domain-error.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { CategoryField, Worded } from './category.js';

/** What a request says to a field, with the label that it had then. */
export interface Answer {
  readonly key: string;
  readonly label: Worded;
  readonly value: string;
}

const longestText = 1_000;
const version = /^v?\d[0-9A-Za-z.+_-]{0,58}$/;

/**
 * Holds what somebody typed to what the fields ask for; what belongs to no field is left out.
 * @throws InvalidInput naming `fields.<key>` of everything that is wrong
 */
export function answersTo(
  fields: readonly CategoryField[],
  typed: Readonly<Record<string, string>>,
): Answer[] {
  const issues: FieldIssue[] = [];
  const answers = fields.flatMap((field) => {
    const value = (typed[field.key] ?? '').trim();
    const message = faultOf(field, value);
    if (message !== null) issues.push({ field: `fields.${field.key}`, message });
    return value === '' ? [] : [{ key: field.key, label: field.label, value }];
  });
  if (issues.length > 0) throw InvalidInput.of(issues);
  return answers;
}

function faultOf({ type, required, choices }: CategoryField, value: string): string | null {
  if (value === '') return required ? 'Fill in this field.' : null;
  if (type === 'choice') return choices.includes(value) ? null : 'Choose one of the values.';
  if (type === 'version') return version.test(value) ? null : 'Enter a version like 4.2.0.';
  if (type === 'date') return isDay(value) ? null : 'Enter a date like 2026-11-27.';
  if (value.length > longestText) return `Use at most ${longestText} characters.`;
  return value.includes('\u0000') || !value.isWellFormed() ? 'Use printable characters only.' : null;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
