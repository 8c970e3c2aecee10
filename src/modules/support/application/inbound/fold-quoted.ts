/** A mail's text in two: what its author wrote now, and what hangs on it from earlier mails. */
export interface Folded {
  readonly fresh: string;
  /** Empty: nothing hangs on it, or it cannot be told from what is new. */
  readonly quoted: string;
}

// Each looks at one line, or three that a mail program broke, of at most 400 characters, and is linear (security.md C9).
const longestLine = 400;
const attributions: readonly RegExp[] = [
  /^(?:On|Le|El|Il|Em|Op) [^\n]{6,} (?:wrote|a écrit|écrit|escribió|ha scritto|escreveu|schreef[^\n]*) ?:$/,
  /^Am [^\n]{6,} schrieb[^\n]*:$/,
  /^[^\n]{4,} schrieb am [^\n]{6,}:$/,
  /^(?:在|于)?[^\n]{4,}写道[:：]$/,
  /^\d{4}[年/.-][^\n]{4,}(?:のメール|のメッセージ|書きました|が書いた)? ?[:：]$/,
];
const separator =
  /^[-_ ]{2,}(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Original-Nachricht|Message d['’]origine|Message original|Mensaje original|Messaggio originale|元のメッセージ|原始邮件|原始郵件)[-_ ]{2,}$/i;
const fromLabel = /^\*?(?:From|Von|De|Da|差出人|发件人)\*? ?[:：]/i;
const otherLabels =
  /^\*?(?:Sent|Date|To|Cc|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado|Enviado el|Fecha|Para|Asunto|送信日時|宛先|件名|发送时间|收件人|主题)\*? ?[:：]/i;
const rule = /^[_-]{10,}$/;

type Kind = 'new' | 'quoted' | 'blank';

/**
 * Folds the earlier mails that mail programs put below (or above) an answer. Answers written between the lines of the
 * earlier mail stay as they are: they make no sense without it. Nothing is dropped: both parts are all of the text.
 */
export function foldQuoted(text: string): Folded {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const kinds = kindsOf(lines);
  const first = kinds.indexOf('quoted');
  const nothing = { fresh: joined(lines), quoted: '' };
  if (first === -1) return nothing;
  const last = kinds.lastIndexOf('quoted');
  const parts = [lines.slice(0, first), lines.slice(first, last + 1), lines.slice(last + 1)].map(joined);
  const [above = '', between = '', below = ''] = parts;
  if (kinds.slice(first, last).includes('new')) return nothing;
  if (above !== '' && (below === '' || isSignature(below)))
    return { fresh: above, quoted: below === '' ? between : `${between}\n\n${below}` };
  return above === '' && below !== '' ? { fresh: below, quoted: between } : nothing;
}

function kindsOf(lines: readonly string[]): Kind[] {
  const kinds = lines.map((line): Kind => {
    if (line.trim() === '') return 'blank';
    return line.trimStart().startsWith('>') ? 'quoted' : 'new';
  });
  const rest = lines.findIndex((_, at) => startsRest(lines, at));
  if (rest !== -1) kinds.fill('quoted', rest);
  for (const [at, kind] of kinds.entries())
    if (kind === 'quoted' && kinds[at - 1] !== 'quoted')
      kinds.fill('quoted', attributionBefore(lines, at), at);
  return kinds;
}

/** Everything from here on is an earlier mail: a line that says so, or its head. */
function startsRest(lines: readonly string[], at: number): boolean {
  const line = plain(lines[at]);
  if (separator.test(line)) return true;
  const head = rule.test(line) ? at + 1 : at;
  if (!fromLabel.test(plain(lines[head]))) return false;
  const others = lines.slice(head + 1, head + 7).filter((other) => otherLabels.test(plain(other)));
  return others.length >= 2;
}

/** Where the line begins that says who wrote what is quoted from `at` on; `at` itself when there is none. */
function attributionBefore(lines: readonly string[], at: number): number {
  let end = at - 1;
  while (end >= 0 && end > at - 3 && plain(lines[end]) === '') end -= 1;
  for (const length of [1, 2, 3]) {
    const start = end - length + 1;
    if (start < 0) return at;
    const said = lines
      .slice(start, end + 1)
      .map(plain)
      .join(' ')
      .slice(0, longestLine);
    if (attributions.some((attribution) => attribution.test(said))) return start;
  }
  return at;
}

const plain = (line = ''): string => line.slice(0, longestLine).replaceAll('\u00a0', ' ').trim();

const isSignature = (text: string): boolean => text.startsWith('-- \n') || text.startsWith('--\n');

const joined = (lines: readonly string[]): string =>
  lines
    .join('\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();
