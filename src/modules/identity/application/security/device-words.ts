const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const systems = [
  ['Windows', 'Windows'],
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** The device in plain words (row ID-4), e.g. `Firefox, Windows`; null when it did not say. */
export function deviceWords(userAgent: string | null): string | null {
  const agent = userAgent ?? '';
  const found = [browsers, systems].map((list) => list.find(([mark]) => agent.includes(mark))?.[1]);
  const words = found.filter((word) => word !== undefined);
  return words.length > 0 ? words.join(', ') : agent.slice(0, 60) || null;
}
