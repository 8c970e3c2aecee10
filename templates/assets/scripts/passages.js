// What people do not mean to send, found in text. Each pattern is linear in what it reads.
const patterns = [
  ['email', /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g],
  ['address', /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/g],
  ['address', /(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])/gi],
  ['secret', /(?<!\w)(?:sk|pk|rk|ghp|gho|ghs|xox[abps]|eyJ)[\w.-]{16,400}/g],
  [
    'secret',
    /(?:password|passwd|pwd|secret|token|api[_-]?key|authorization)["']?\s{0,3}[:=]\s{0,3}["']?(?:Bearer |Basic )?([^\s"',;&]{4,400})/gi,
  ],
  ['person', /(?:[A-Z]:\\Users\\|\/home\/|\/Users\/)([^\\/\s"':<>|]{2,64})/g],
];
const mostTextBytes = 32 * 1024 * 1024;
const mark = '[removed]';

/** The file as text; null when it is none, or too large to look into. */
export async function readableText(bundle, entry) {
  if (entry.bytes > mostTextBytes) return null;
  const bytes = await bundle.read(entry).catch(() => null);
  if (!bytes || bytes.subarray(0, 8_192).includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Each passage once, in the order of the texts. */
export function findIn(texts) {
  const found = new Map();
  for (const text of texts)
    for (const [kind, pattern] of patterns)
      for (const match of text.matchAll(pattern)) {
        const value = match[1] ?? match[0];
        if (!found.has(value)) found.set(value, { kind, value });
      }
  return [...found.values()];
}

/** The longest first, so that none is left in pieces by a shorter one. */
export function withoutPassages(text, values) {
  let count = 0;
  let rest = text;
  for (const value of [...values].sort((a, b) => b.length - a.length)) {
    const pieces = rest.split(value);
    count += pieces.length - 1;
    rest = pieces.join(mark);
  }
  return { text: rest, count };
}
