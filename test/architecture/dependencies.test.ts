import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';

const root = process.cwd();
const { forbidden, options } = createRequire(join(root, 'package.json'))(
  './.dependency-cruiser.cjs',
) as Required<IConfiguration>;

/** Breaches below `base`/src as "rule: from -> to" lines. */
async function breaches(base: string) {
  const { enhancedResolveOptions, ...cruiseOptions } = options;
  const { output } = await cruise(
    ['src'],
    { ...cruiseOptions, baseDir: base, validate: true, ruleSet: { forbidden } },
    enhancedResolveOptions,
  );
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    line: `${rule.name}: ${from} -> ${to}`,
  }));
}

describe('who may import whom', () => {
  it('holds for all of src', async () => {
    expect((await breaches(root)).map(({ line }) => line)).toEqual([]);
  }, 60_000);

  it.each(forbidden.map(({ name }) => String(name)))(
    'reports a breach of %s, and that one only',
    async (rule) => {
      const found = await breaches(join(root, 'test/architecture/fixtures', rule));
      expect([...new Set(found.map((breach) => breach.rule))]).toEqual([rule]);
    },
  );
});
