import { InvalidInput } from '../../../kernel/errors.js';

/** 3 to 32 of A-Z a-z 0-9 _ (ruling C13). */
export type Username = string & { readonly __username: true };

const reserved = new Set(
  (
    'admin administrator root system support staff agent manager owner help info contact security ' +
    'postmaster abuse api account login signin signup null undefined anonymous everyone latchkey me portal'
  ).split(' '),
);

/** @throws InvalidInput naming `username` when the text breaks a rule of C13 */
export function usernameOf(text: string): Username {
  if (!/^[A-Za-z0-9_]{3,32}$/.test(text)) {
    throw InvalidInput.field('username', 'Use 3 to 32 of the letters A to Z, digits and the underscore.');
  }
  if (/^\d+$/.test(text))
    throw InvalidInput.field('username', 'Use at least one letter: digits alone are no username.');
  if (reserved.has(foldedUsername(text)))
    throw InvalidInput.field('username', 'This username is reserved. Choose another one.');
  return text as Username;
}

/** The form in which usernames are compared: ASCII letters in lower case, whatever the process's locale. */
export function foldedUsername(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));
}
