/** What travels as text between the portal and machines without internet; see docs/license-files.md. */
export type Armoured = 'LICENSE FILE' | 'ENCRYPTED LICENSE FILE' | 'REQUEST';

const lineLength = 64;

/** The content between two lines that say what it is, so that it survives mails, editors and USB sticks. */
export function armour(what: Armoured, content: string): string {
  const lines = Buffer.from(content, 'utf8')
    .toString('base64')
    .match(new RegExp(`.{1,${lineLength}}`, 'g'));
  return [`-----BEGIN LATCHKEY ${what}-----`, ...(lines ?? []), `-----END LATCHKEY ${what}-----`, ''].join(
    '\n',
  );
}

/**
 * The content, or null when the text is not exactly what {@link armour} makes. Line ends may be those of Windows, and
 * the last one may be missing; anything else that differs is refused, so that one content has one text.
 */
export function dearmour(what: Armoured, text: string): string | null {
  const given = text.replaceAll('\r\n', '\n');
  const [begin = '', ...rest] = given.split('\n');
  if (begin !== `-----BEGIN LATCHKEY ${what}-----`) return null;
  const end = rest.indexOf(`-----END LATCHKEY ${what}-----`);
  const content = Buffer.from(rest.slice(0, Math.max(end, 0)).join(''), 'base64').toString('utf8');
  const exact = armour(what, content);
  return given === exact || `${given}\n` === exact ? content : null;
}

/** True when the text begins like one of this kind, whether or not the rest is whole. */
export function looksLike(what: Armoured, text: string): boolean {
  return text.startsWith(`-----BEGIN LATCHKEY ${what}-----`);
}
