import { describe, expect, it } from '@jest/globals';
import { migrations } from '../../migrations/index.js';
import { filesBelow } from './files.js';

/** Class names by file, in the order of the files' names. */
const written = filesBelow('migrations', '.ts')
  .filter(({ path }) => !path.endsWith('/index.ts'))
  .map(({ path, text }) => ({ path, name: /export class (\w+) extends/.exec(text)?.[1] ?? 'no class' }));

describe('migrations', () => {
  it('are all listed, oldest first', () => {
    expect(migrations.map(({ name }) => name)).toEqual(written.map(({ name }) => name));
  });

  it('have names that sort like their files, as the migrator runs them', () => {
    const names = written.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    for (const { path, name } of written) expect(`${path} ${name}`).toMatch(/\/(Migration\d{14}).* \1/);
  });
});
