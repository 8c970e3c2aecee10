import { describe, expect, it } from '@jest/globals';
import { inLanguage } from './messages.js';

describe('the sentences of errors', () => {
  it.each([
    ['Use a whole number from 1 to 1,000,000.', 'Verwenden Sie eine ganze Zahl von 1 bis 1.000.000.'],
    ['Use a date like 2027-11-20.', 'Verwenden Sie ein Datum wie 2027-11-20.'],
  ])('S3.1 %s has its numbers as German writes them', (message, german) => {
    expect(inLanguage(message, 'de')).toBe(german);
    expect(inLanguage(message, 'en')).toBe(message);
  });

  it('stays as it is when nobody translated it', () => {
    expect(inLanguage('Nobody wrote 1,000 words of this.', 'de')).toBe('Nobody wrote 1,000 words of this.');
  });
});
