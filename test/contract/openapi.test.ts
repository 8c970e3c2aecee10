import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Config } from '../../src/platform/config/config.js';
import { ApiDocument } from '../../src/platform/http/documentation.controller.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { testConfig } from '../harness/config.js';
import { type Portal, startPortal } from '../harness/portal.js';
import { declaredOpenApi } from './declared-openapi.js';

const reviewed = join(projectRoot, 'docs', 'openapi.json');

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly responses: Readonly<Record<string, unknown>>;
}

describe('The OpenAPI document', () => {
  let portal: Portal;
  let file = '';
  let declared: object;
  let document: { openapi: string; paths: Record<string, Record<string, Operation>> };

  beforeAll(async () => {
    portal = await startPortal({ worker: false });
    declared = JSON.parse(JSON.stringify(declaredOpenApi(portal.app, portal.get(Config))));
    if (process.env.UPDATE) writeFileSync(reviewed, `${JSON.stringify(declared, null, 2)}\n`);
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

  it('AP-1 serves what the code declares; UPDATE=1 draws docs/openapi.json anew', () => {
    expect(document).toEqual(declared);
  });

  it('AP-1 names the portal and its support', async () => {
    const config = testConfig({
      DATABASE_URL: portal.databaseUrl,
      PORTAL_NAME: 'Fjord Desk',
      SUPPORT_EMAIL: 'help@fjord.example',
    });
    const { info } = JSON.parse(new ApiDocument(config).value);
    expect(info).toMatchObject({ title: 'Fjord Desk API', contact: { email: 'help@fjord.example' } });
  });

  it('AP-1 is sent compressed, and once to who keeps it', async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(`${portal.baseUrl}/api/openapi.json`, { headers: { 'accept-encoding': 'gzip', ...headers } });
    const first = await ask({});
    expect(first.headers.get('content-encoding')).toBe('gzip');
    expect(first.headers.get('content-type')).toBe('application/json; charset=utf-8');
    await first.arrayBuffer();
    const again = await ask({ 'if-none-match': String(first.headers.get('etag')) });
    expect([again.status, await again.text()]).toEqual([304, '']);
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
