import { fromBase64, textOf, toBase64, utf8 } from './encoding.js';

const lineLength = 64;

/** What a license file and an encrypted one are called in their first and last line. */
export type Armoured = 'LICENSE FILE' | 'ENCRYPTED LICENSE FILE';

/**
 * The content between the two lines; null when the text is not exactly what the portal writes. Line ends may be those
 * of Windows and the last one may be missing; anything else that differs is refused, so that one content has one text.
 */
export function dearmour(what: Armoured, text: string): string | null {
  const given = text.replaceAll('\r\n', '\n');
  const [begin, ...rest] = given.split('\n');
  const end = rest.indexOf(`-----END LATCHKEY ${what}-----`);
  if (begin !== `-----BEGIN LATCHKEY ${what}-----` || end < 0) return null;
  const bytes = fromBase64(rest.slice(0, end).join(''));
  const content = bytes && textOf(bytes);
  const exact = content === null ? null : armour(what, content);
  return given === exact || `${given}\n` === exact ? content : null;
}

/** Whether the text begins like one of this kind, whole or not. */
export function looksLike(what: Armoured, text: string): boolean {
  return text.startsWith(`-----BEGIN LATCHKEY ${what}-----`);
}

function armour(what: Armoured, content: string): string {
  const lines = toBase64(utf8(content)).match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? [];
  return [`-----BEGIN LATCHKEY ${what}-----`, ...lines, `-----END LATCHKEY ${what}-----`, ''].join('\n');
}
