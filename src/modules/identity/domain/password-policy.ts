import { commonPasswords } from './common-passwords.js';

export type PasswordPolicy = 'composition' | 'length';

/** Rules in the order in which pages list them. */
export type PasswordRule = 'length' | 'max' | 'uppercase' | 'digit' | 'special' | 'common' | 'personal';

/** A special character is neither a letter or its mark, nor a number, nor white space. Source of a regular expression. */
export const specialCharacter = '[^\\p{L}\\p{M}\\p{N}\\s]';

const special = new RegExp(specialCharacter, 'u');
const longestPassword = 1_024;

/** The fewest code points that the policy takes. */
export function minimumLength(policy: PasswordPolicy): number {
  return policy === 'length' ? 15 : 8;
}

/** The rules that a person is told, in the order of the page. */
export function listedRules(policy: PasswordPolicy): readonly PasswordRule[] {
  return policy === 'length'
    ? ['length', 'common', 'personal']
    : ['length', 'uppercase', 'digit', 'special', 'common', 'personal'];
}

/**
 * The rules that the password breaks; empty when it is good. Pages, API and imports all ask here (ruling C6).
 * @param words names, addresses and the like that must not be in it (row S2.18)
 */
export function brokenRules(
  password: string,
  about: { readonly policy: PasswordPolicy; readonly words: readonly string[] },
): PasswordRule[] {
  if (password.length > longestPassword) return ['max'];
  const composed = about.policy === 'composition';
  const checks: readonly (readonly [PasswordRule, boolean])[] = [
    ['length', [...password].length < minimumLength(about.policy)],
    ['uppercase', composed && !/\p{Lu}/u.test(password)],
    ['digit', composed && !/\p{Nd}/u.test(password)],
    ['special', composed && !special.test(password)],
    ['common', isCommon(password)],
    ['personal', containsOneOf(password, about.words)],
  ];
  return checks.filter(([, broken]) => broken).map(([rule]) => rule);
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const reversed = (text: string): string => [...text].reverse().join('');

const leet: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '8': 'b',
  '3': 'e',
  '6': 'g',
  '9': 'g',
  '1': 'i',
  '!': 'i',
  '|': 'l',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
  '+': 't',
  '2': 'z',
};

const unleet = (text: string, one: string): string =>
  text.replace(/[@4836!|0$57+912]/g, (sign) => (sign === '1' ? one : (leet[sign] ?? sign)));

const trimmed = (text: string): string => text.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '');

// Affixes such as "2026!" add little; a long random one may carry the password by itself.
const longestAffix = 8;

/** The words that the password may be, once case, leet spelling, doubling, reversal and affixes are taken off. */
function cores(password: string): Set<string> {
  const folded = fold(password);
  const found = new Set<string>();
  for (const text of [folded, folded.replace(/[\s._-]+/g, '')]) {
    for (const one of ['i', 'l']) {
      for (const core of [
        trimmed(text),
        unleet(trimmed(text), one),
        unleet(text, one),
        trimmed(unleet(text, one)),
        unleet(text.replace(/[^\p{L}@$]+$/u, ''), one),
        unleet(text.replace(/[\d!?.*#-]+$/u, ''), one),
      ]) {
        if ([...text].length - [...core].length <= longestAffix) found.add(core);
      }
    }
  }
  return found;
}

function isCommon(password: string): boolean {
  const folded = fold(password);
  if (new Set(folded).size < 4 || isSequence(folded)) return true;
  if (commonPasswords.has(folded)) return true;
  for (const core of cores(password)) {
    if (core.length < 4) continue;
    const half = core.slice(0, core.length / 2);
    const once = core === half + half ? half : core;
    if (commonPasswords.has(once) || commonPasswords.has(reversed(once)) || isSequence(core)) return true;
  }
  return false;
}

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'zxcvbnm',
];

/** Whole runs along the alphabet, the digits or a row of the keyboard, in either direction. */
function isSequence(text: string): boolean {
  if (text.length < 4) return false;
  return rows.some((row) => row.includes(text) || reversed(row).includes(text));
}

// Words that stand in too many names to give anything away.
const ordinary = new Set(['gmbh', 'limited', 'company', 'corporation', 'software', 'group', 'holder']);

/** True when one of the words, or a part of 4 or more characters, is in the password, forwards or backwards. */
function containsOneOf(password: string, words: readonly string[]): boolean {
  const texts = new Set([fold(password), unleet(fold(password), 'i'), unleet(fold(password), 'l')]);
  return partsOf(words).some((part) =>
    [...texts].some((text) => text.includes(part) || text.includes(reversed(part))),
  );
}

/** The words and their parts as they are compared; parts below 4 characters are left out. */
export function partsOf(words: readonly string[]): string[] {
  const parts = words.flatMap((word) => {
    const folded = fold(word);
    return [folded.replace(/[^\p{L}\p{N}]/gu, ''), ...folded.split(/[^\p{L}\p{N}]+/u)];
  });
  return [...new Set(parts)].filter((part) => [...part].length >= 4 && !ordinary.has(part));
}
