import { describe, expect, it } from '@jest/globals';
import { filesBelow, type SourceFile } from './files.js';

const longest = 300;

const rules: Readonly<Record<string, (file: SourceFile) => boolean>> = {
  [`has more than ${longest} lines`]: ({ text }) => text.trimEnd().split('\n').length > longest,
  'has a default export': ({ text }) => /^export default\b|^export \{[^}]*\bas default\b/m.test(text),
  'has an enum': ({ text }) => /^\s*(?:export |declare |const )*enum \w/m.test(text),
  'has a TODO': ({ text }) => /\b(?:TODO|FIXME|XXX)\b/.test(text),
  're-exports everything of another file': ({ text }) => /^export \* from/m.test(text),
};

function breaches(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    Object.entries(rules)
      .filter(([, broken]) => broken(file))
      .map(([rule]) => `${file.path} ${rule}`),
  );
}

describe('how the source reads', () => {
  it('holds for every file of src', () => {
    expect(breaches(filesBelow('src', '.ts'))).toEqual([]);
  });

  it.each([
    [`has more than ${longest} lines`, 'export const a = 1;\n'.repeat(longest + 1)],
    ['has a default export', 'const a = 1;\nexport default a;\n'],
    ['has a default export', 'const a = 1;\nexport { a as default };\n'],
    ['has an enum', 'export const enum Status { Open }\n'],
    ['has a TODO', `// ${'TO'}${'DO'}: later\n`],
    ['re-exports everything of another file', "export * from './a.js';\n"],
  ])('notices a file that %s', (rule, text) => {
    expect(breaches([{ path: 'src/bad.ts', text }])).toEqual([`src/bad.ts ${rule}`]);
  });
});
