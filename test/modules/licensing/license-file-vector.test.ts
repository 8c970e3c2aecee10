import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readKeySet as readKeySetInClient } from '../../../clients/typescript/src/key-set.js';
import type { LicenseFile as FileOfClient } from '../../../clients/typescript/src/license-file.js';
import { verifyLicenseFile as verifyInClient } from '../../../clients/typescript/src/verify-license-file.js';
import { readKeySet } from '../../../src/modules/licensing/domain/key-set.js';
import type { LicenseFile } from '../../../src/modules/licensing/domain/license-file.js';
import { fileCodes, verifyLicenseFile } from '../../../src/modules/licensing/domain/verify-license-file.js';
import { read } from '../../architecture/files.js';
import { documented, sample, sampleSaying } from '../../clients/license-file-samples.js';

const [script, keySet, file] = [documented(/^#!/), sample.keys, sample.file];
const now = sample.validAt;
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
    const verdict = verifyLicenseFile({ text: file, keys, fingerprint: sample.fingerprint }, now);
    expect(verdict.code).toBe('FILE_VALID');
    expect(verdict.file).toEqual(sample.payload);
    expect(verifyLicenseFile({ text: file, keys, fingerprint: 'other' }, now).code).toBe(
      'FILE_OF_OTHER_MACHINE',
    );
  });

  // What one says is what the other reads, member by member; a claim is any JSON to the portal, unknown to the client.
  const toClient = (written: Omit<LicenseFile, 'claims'>): Omit<FileOfClient, 'claims'> => written;
  const toPortal = (read: Omit<FileOfClient, 'claims'>): Omit<LicenseFile, 'claims'> => read;

  it.each([
    ['as published', {}],
    [
      'with all that may be asked for',
      { claims: { organization: 'o', order: null, machine: { name: 'Lab 3' }, limits: { cores: 8 } } },
    ],
    ['for any machine', { installation: null }],
  ])('LI-3 portal and client read the same from it, %s', async (_, changes) => {
    const text = sampleSaying(changes);
    const { fingerprint } = sample;
    const inPortal = verifyLicenseFile({ text, keys: readKeySet(keySet) ?? [], fingerprint }, now);
    const keys = readKeySetInClient(JSON.parse(keySet)) ?? { keys: [] };
    const inClient = await verifyInClient(text, keys, { fingerprint, now });
    expect(inClient.code).toBe(inPortal.code);
    if (!inPortal.file || !inClient.file) throw new Error('Neither may refuse it.');
    expect(toPortal(inClient.file)).toEqual(toClient(inPortal.file));
    expect(inClient.file.claims).toEqual(inPortal.file.claims);
  });

  it('LI-3 every code of a check is explained', () => {
    const explained = [...read('docs/license-files.md').matchAll(/^\| `(FILE_\w+)` \|/gm)].map(
      ([, code]) => code,
    );
    expect(explained.sort()).toEqual([...fileCodes].sort());
  });

  (openssl ? it : it.skip)('LI-3 is checked by a short shell script with openssl alone', () => {
    expect(script.trimEnd().split('\n').length).toBeLessThanOrEqual(35);
    const right = inShell(file);
    expect(right.status).toBe(0);
    expect(JSON.parse(right.stdout)).toEqual(sample.payload);
    expect(inShell(tampered())).toMatchObject({ status: 1, stdout: 'The signature is wrong.\n' });
    expect(inShell('nonsense')).toMatchObject({ status: 1, stdout: 'This is no license file.\n' });
    expect(inShell(file, '{"keys":[]}').status).toBe(1);
  });
});
