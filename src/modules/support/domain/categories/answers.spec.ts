import { describe, expect, it } from '@jest/globals';
import { InvalidInput } from '../../../../kernel/errors.js';
import { answersTo } from './answers.js';
import type { CategoryField } from './category.js';

const label = { en: 'Label', de: 'Feld' };
const field = (type: CategoryField['type'], required = false): CategoryField => ({
  ...{ key: 'a', type, label, required },
  choices: type === 'choice' ? ['Red', 'Blue'] : [],
});
const fault = (asked: CategoryField, value: string): string | null => {
  try {
    answersTo([asked], { a: value });
    return null;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.facts.fields?.[0]?.message ?? '';
  }
};

describe('what a category asks for', () => {
  it.each([
    ['text', 'Some words', null],
    ['text', 'x'.repeat(1_001), 'Use at most 1000 characters.'],
    ['text', 'a\u0000b', 'Use printable characters only.'],
    ['choice', 'Red', null],
    ['choice', 'red', 'Choose one of the values.'],
    ['version', '4.2.0-beta.1+7', null],
    ['version', 'newest', 'Enter a version like 4.2.0.'],
    ['date', '2028-02-29', null],
    ['date', '2027-02-29', 'Enter a date like 2026-11-27.'],
    ['date', '27.11.2026', 'Enter a date like 2026-11-27.'],
  ] as const)('SU-1 holds a %s to its form: %j', (type, value, expected) => {
    expect(fault(field(type), value)).toBe(expected);
  });

  it('SU-1 wants what is required, and takes nothing for what is not', () => {
    for (const type of ['text', 'choice', 'version', 'date'] as const) {
      expect(fault(field(type, true), '  ')).toBe('Fill in this field.');
      expect(fault(field(type), '  ')).toBeNull();
    }
  });

  it('keeps the label of the day, and nothing that was not asked for', () => {
    expect(answersTo([field('text')], { a: ' Yes ', b: 'No' })).toEqual([{ key: 'a', label, value: 'Yes' }]);
  });
});
