import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readKeySet } from '../../../src/modules/licensing/domain/key-set.js';
import { fileCodes, verifyLicenseFile } from '../../../src/modules/licensing/domain/verify-license-file.js';
import { read } from '../../architecture/files.js';

const document = read('docs/license-files.md');
const block = (beginning: RegExp): string => {
  const found = [...document.matchAll(/```\w+\n([\s\S]*?)```/g)].find(([, text]) =>
    beginning.test(text ?? ''),
  );
  if (!found?.[1]) throw new Error(`docs/license-files.md has no block that begins like ${beginning}.`);
  return found[1];
};
const [script, keySet, file] = [block(/^#!/), block(/^\{"keys"/), block(/^-----BEGIN LATCHKEY LICENSE/)];
const now = new Date('2026-11-26T12:00:00.000Z');
const openssl = spawnSync('openssl', ['version']).status === 0;

const folder = mkdtempSync(join(tmpdir(), 'latchkey-vector-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function inShell(text: string, keys = keySet) {
  writeFileSync(join(folder, 'verify.sh'), script);
  writeFileSync(join(folder, 'license.txt'), text);
  writeFileSync(join(folder, 'keys.json'), keys);
  const { status, stdout } = spawnSync('sh', ['verify.sh', 'license.txt', 'keys.json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout };
}

/** The file with one byte of its payload changed. */
function tampered(): string {
  const [begin = '', ...lines] = file.trimEnd().split('\n');
  const envelope = Buffer.from(lines.slice(0, -1).join(''), 'base64').toString('utf8');
  const other = envelope.replace(/"payload":"(.{40})./, (_, kept) => `"payload":"${kept}X`);
  const body =
    Buffer.from(other)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [begin, ...body, lines.at(-1), ''].join('\n');
}

describe('the published license file', () => {
  it('LI-3 is valid at its instant, on its machine, and says what the document says', () => {
    const keys = readKeySet(keySet) ?? [];
    const verdict = verifyLicenseFile({ text: file, keys, fingerprint: '5f1c0e9d8b7a4c3e' }, now);
    expect(verdict.code).toBe('FILE_VALID');
    expect(verdict.file).toEqual(JSON.parse(block(/^\{"claims"/)));
    expect(verifyLicenseFile({ text: file, keys, fingerprint: 'other' }, now).code).toBe(
      'FILE_OF_OTHER_MACHINE',
    );
  });

  it('LI-3 every code of a check is explained', () => {
    const explained = [...document.matchAll(/^\| `(FILE_\w+)` \|/gm)].map(([, code]) => code);
    expect(explained.sort()).toEqual([...fileCodes].sort());
  });

  (openssl ? it : it.skip)('LI-3 is checked by a short shell script with openssl alone', () => {
    expect(script.trimEnd().split('\n').length).toBeLessThanOrEqual(35);
    const right = inShell(file);
    expect(right.status).toBe(0);
    expect(JSON.parse(right.stdout)).toEqual(JSON.parse(block(/^\{"claims"/)));
    expect(inShell(tampered())).toMatchObject({ status: 1, stdout: 'The signature is wrong.\n' });
    expect(inShell('nonsense')).toMatchObject({ status: 1, stdout: 'This is no license file.\n' });
    expect(inShell(file, '{"keys":[]}').status).toBe(1);
  });
});
