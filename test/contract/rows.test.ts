import { describe, expect, it } from '@jest/globals';
import { filesBelow, read } from '../architecture/files.js';

interface Part {
  readonly rows: readonly string[];
  readonly promises: readonly string[];
  /** Rows and promises of which nothing exists yet; empty once the part is done. */
  readonly pending: readonly string[];
}

const parts: Readonly<Record<string, Part>> = JSON.parse(read('test/contract/rows.json'));

const name = /(?<![\w.-])(?:S\d\.\d+|(?:ID|LI|DL|SU)-\d+|[A-F]\d+)(?![\w.-]*\d)/g;

/** Rows in titles of tests, and at the start of texts in the tables of `it.each`. */
function titlesIn(text: string): string[] {
  const titles = text.matchAll(
    /\b(?:it|step|describe)(?:\.skip)?\(\s*(['"`])(.*?)\1|\]\)\(\s*(['"`])(.*?)\3/g,
  );
  const cells = text.matchAll(/^\s*\[(['"`])(?=[A-Z][\w.-]*\d )(.*?)\1/gm);
  const words = [...titles, ...cells].map(([whole]) => whole);
  return words.flatMap((title) => title.match(name) ?? []);
}

function tested(): Set<string> {
  const files = [...filesBelow('test', '.test.ts'), ...filesBelow('src', '.spec.ts')];
  const own = files.filter(({ path }) => !path.includes('/fixtures/') && !path.endsWith('rows.test.ts'));
  return new Set(own.flatMap(({ text }) => titlesIn(text)));
}

describe('the rows that the portal must satisfy', () => {
  it.each(Object.keys(parts))('each have a test with its name: %s', (name) => {
    const { rows = [], promises = [], pending = [] } = parts[name] ?? {};
    const done = tested();
    const missing = [...rows, ...promises].filter((row) => !done.has(row) && !pending.includes(row));
    expect(rows.length).toBeGreaterThan(8);
    expect(missing).toEqual([]);
  });

  it('name no row twice, and nothing pending that is no row', () => {
    for (const { rows, promises, pending } of Object.values(parts)) {
      const all = [...rows, ...promises];
      expect(new Set(all).size).toBe(all.length);
      expect(pending.filter((row) => !all.includes(row))).toEqual([]);
    }
  });

  it.each([
    ["it('S1.36 A5 treats them alike', () => {});", ['S1.36', 'A5']],
    ["it.each([1])(\n    'ID-11 S1.8 is slow', () => {});", ['ID-11', 'S1.8']],
    ["  ['S2.10 accepts', 1],", ['S2.10']],
    ["it('LI-3 D1 hold', () => {});", ['LI-3', 'D1']],
    ["it('DL-4 feeds', () => {});", ['DL-4']],
    ["it('SU-10 suggests', () => {});", ['SU-10']],
    ["it('starts (S1.28), and S1.24 sends nothing', () => {});", ['S1.28', 'S1.24']],
    ['// S1.36 in a comment', []],
    ["expect(html).toContain('The A1 of it');", []],
  ])('are read from titles only: %s', (text, names) => expect(titlesIn(text)).toEqual(names));
});
