import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.js';
import { type Portal, startPortal } from '../harness/portal.js';

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly responses: Readonly<Record<string, unknown>>;
}

describe('The OpenAPI document', () => {
  let portal: Portal;
  let file = '';
  let document: { openapi: string; paths: Record<string, Record<string, Operation>> };

  beforeAll(async () => {
    portal = await startPortal({ worker: false });
    document = (await portal.api().get('/api/openapi.json')).body;
    file = join(mkdtempSync(join(tmpdir(), 'latchkey-openapi-')), 'openapi.json');
    writeFileSync(file, JSON.stringify(document, null, 2));
  });
  afterAll(() => portal.close());

  it('AP-1 is OpenAPI 3.1 and describes every operation', () => {
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
    );
    expect(operations.length).toBeGreaterThan(20);
    const bare = operations.filter(({ operation }) => !operation.summary || !operation.tags?.length);
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  it('AP-1 passes the recommended rules of Spectral', () => {
    expect(
      lint('spectral', [
        'lint',
        file,
        '--ruleset',
        join(projectRoot, '.spectral.yaml'),
        '--fail-severity=warn',
      ]),
    ).toBe('');
  }, 60_000);

  it('AP-1 passes the recommended rules of Redocly', () => {
    const config = join(projectRoot, 'redocly.yaml');
    expect(
      lint('redocly', ['lint', file, `--config=${config}`, '--max-problems=50', '--format=stylish']),
    ).toBe('');
  }, 60_000);

  it('is the one that was reviewed; UPDATE=1 takes the new one', () => {
    const reviewed = join(projectRoot, 'test', 'contract', 'openapi.json');
    const text = `${JSON.stringify(document, null, 2)}\n`;
    if (process.env.UPDATE || !existsSync(reviewed)) writeFileSync(reviewed, text);
    expect(JSON.parse(readFileSync(reviewed, 'utf8'))).toEqual(JSON.parse(text));
  });
});

/** What the linter says when it fails; nothing when it passes. */
function lint(tool: string, args: readonly string[]): string {
  try {
    const environment = { ...process.env, NODE_OPTIONS: '', REDOCLY_TELEMETRY: 'off' };
    execFileSync(join(projectRoot, 'node_modules', '.bin', tool), [...args], {
      stdio: 'pipe',
      env: environment,
    });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
    return `${stdout}${stderr}`;
  }
}
