// What Windows-1252 has beside Latin-1; the standard fonts of PDF know no other characters.
const extras = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

const drawable = (character: string): boolean =>
  /[\u0020-\u007e\u00a0-\u00ff]/.test(character) || character === '\n' || extras.includes(character);

/**
 * Text as the standard fonts of PDF can draw it: characters that they lack lose their accents (ł excepted, which has
 * none to lose) or become a question mark, instead of other characters by accident.
 */
export function printable(text: string): string {
  return [...text.normalize('NFC')]
    .map((character) => (drawable(character) ? character : plain(character)))
    .join('');
}

function plain(character: string): string {
  const base = character.normalize('NFKD').replace(/\p{Mark}/gu, '');
  if (base === '') return '';
  return [...base].every(drawable) ? base : '?';
}
