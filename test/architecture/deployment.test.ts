import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { InvalidConfiguration, loadConfig } from '../../src/platform/config/config.js';
import { read, root } from './files.js';

const compose = read('docker-compose.yml');
const example = Object.fromEntries(
  [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']),
);
const settings = ['config.schema', 'inbound']
  .flatMap((name) => [...read(`src/platform/config/${name}.ts`).matchAll(/^\s+([A-Z][A-Z_]+):/gm)])
  .map((match) => match[1] ?? '');

const dockerCompose = spawnSync('docker-compose', ['version'], { stdio: 'ignore' }).status === 0;
if (!dockerCompose)
  console.warn('SKIPPED: docker-compose is not installed, so its reading of the file is not tested.');

/** Whether docker-compose can read the file with these values. */
function reads(env: Readonly<Record<string, string>>): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-compose-'));
  const file = join(folder, 'values');
  writeFileSync(
    file,
    Object.entries(env)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const run = spawnSync('docker-compose', ['--env-file', file, 'config', '--quiet'], {
    cwd: root,
    env: { PATH: process.env.PATH },
  });
  rmSync(folder, { recursive: true });
  return run.status === 0;
}

describe('docker-compose.yml', () => {
  it('passes every setting that an operator may want to give', () => {
    // The image fixes where it listens, and the mailbox is the demo's.
    const fixed = ['HOST', 'PORT', 'MAILBOX_URL', 'DATABASE_POOL_SIZE'];
    const passed = [...compose.matchAll(/^ {4}([A-Z_]+): /gm)].map((match) => match[1]);
    expect(settings.filter((name) => !passed.includes(name) && !fixed.includes(name))).toEqual([]);
  });

  it('takes every value from .env.example, and nothing else', () => {
    const asked = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1] ?? '');
    expect([...new Set(asked)].sort()).toEqual(Object.keys(example).sort());
  });

  (dockerCompose ? it : it.skip)(
    'is read by docker-compose with the example, and not without its secrets',
    () => {
      expect(reads(example)).toBe(true);
      const { APP_SECRET: _, ...incomplete } = example;
      expect(reads(incomplete)).toBe(false);
    },
  );

  it('keeps queues from forgetting and evicting', () => {
    expect(compose).toContain("'--appendonly', 'yes'");
    expect(compose).toContain("'--maxmemory-policy', 'noeviction'");
  });
});

describe('.env.example', () => {
  it('is refused by Latchkey until its secrets are replaced, each with its remedy', () => {
    const env = { ...example, DATABASE_URL: 'postgres://latchkey:change-me@postgres:5432/latchkey' };
    const problems = problemsOf(env);
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'APP_SECRET',
      'JWT_SECRET',
      'STORE_WEBHOOK_SECRET',
    ]);
    expect(problems.join()).not.toContain('change-me');
  });
});

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
}
