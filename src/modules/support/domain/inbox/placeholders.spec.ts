import { describe, expect, it } from '@jest/globals';
import { ensureKnownPlaceholders, filledIn } from './placeholders.js';

/** A refusal that says so at the field. */
const refusal = (message: string) =>
  expect.objectContaining({
    facts: { fields: [{ field: 'body', message: expect.stringContaining(message) }] },
  });
const facts = {
  requester: 'Mira {{agent}}',
  organization: 'Fjord & Co',
  number: 'R-10001',
  subject: '$& stops',
  product: null,
  agent: 'Tomas',
};

describe('placeholders of macros', () => {
  it('SU-3 are filled in with facts, which are taken as they are', () => {
    const text = 'Dear {{ requester }} of {{organization}}, {{number}} "{{subject}}" {{product}}. {{agent}}';
    expect(filledIn(text, facts)).toBe('Dear Mira {{agent}} of Fjord & Co, R-10001 "$& stops" . Tomas');
  });

  it('SU-3 are refused when they are unknown', () => {
    expect(() => ensureKnownPlaceholders('{{requester}} {{constructor}}')).toThrow(
      refusal('Use no placeholders but'),
    );
    expect(() => ensureKnownPlaceholders('{{}}')).toThrow(refusal('Use no placeholders but'));
    expect(() => ensureKnownPlaceholders('{ {requester} } {{number}} {{{agent}}}')).not.toThrow();
  });
});
