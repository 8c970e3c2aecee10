import { describe, expect, it } from '@jest/globals';
import { InvalidInput } from '../../../kernel/errors.js';
import { domainName, domainOf } from './domain-name.js';

describe('ID-8 domains of organizations', () => {
  it.each([
    ['Example.COM', 'example.com'],
    [' @mail.example.co.uk. ', 'mail.example.co.uk'],
    ['müller.de', 'xn--mller-kva.de'],
  ])('reads %s as %s', (typed, domain) => {
    expect(domainName(typed)).toBe(domain);
  });

  it.each([
    'localhost',
    '127.0.0.1',
    '[::1]',
    'a..b',
    '-a.com',
    'a_b.com',
    'example.com/x',
    'https://example.com',
    '',
    `${'a'.repeat(250)}.com`,
  ])('refuses %s', (typed) => {
    expect(() => domainName(typed)).toThrow(InvalidInput);
  });

  it.each(['gmail.com', 'GMX.de', 'Googlemail.com'])(
    'refuses %s, where everybody has an address',
    (typed) => {
      expect(() => domainName(typed)).toThrow(InvalidInput);
    },
  );

  it('takes the domain behind the last @', () => {
    expect(domainOf('a@b@Example.com')).toBe('example.com');
  });
});
