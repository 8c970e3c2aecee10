import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { InvalidInput } from '../kernel/errors.js';
import { type FileVerdict, licenseFiles } from '../modules/licensing/application/files/check-license-file.js';
import type { Command, OnPortal } from './command.js';

type Keys = NonNullable<ReturnType<typeof licenseFiles.readKeySet>>;

const longestBytes = 1_048_576;

/** Checks a license file. 0 when the product may run with it, 1 when not. With `--keys` it needs no portal. */
export const verifyLicense: Command = async (words, terminal, onPortal) => {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      keys: { type: 'string' },
      fingerprint: { type: 'string' },
      at: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const [path] = positionals;
  if (path === undefined) throw InvalidInput.field('file', 'Give the path of the license file.');
  const now = values.at === undefined ? new Date() : new Date(values.at);
  if (Number.isNaN(Number(now)))
    throw InvalidInput.field('--at', 'Use an instant like 2026-11-20T09:30:00Z.');
  const text = await textOf(path, 'file');
  const keys = values.keys === undefined ? await portalKeys(onPortal) : await keysOf(values.keys);
  const verdict = licenseFiles.verify({ text, keys, fingerprint: values.fingerprint ?? null }, now);
  terminal.print(values.json ? JSON.stringify(verdict, null, 2) : inWords(verdict));
  return verdict.valid ? 0 : 1;
};

async function portalKeys(onPortal: OnPortal): Promise<Keys> {
  const { PublishKeys } = await import('../modules/licensing/application/files/publish-keys.js');
  return onPortal((app) => app.get(PublishKeys, { strict: false }).execute());
}

async function keysOf(path: string): Promise<Keys> {
  const keys = licenseFiles.readKeySet(await textOf(path, '--keys'));
  if (!keys)
    throw InvalidInput.field(
      '--keys',
      'This is no key set; save /.well-known/latchkey-keys.json of the portal.',
    );
  return keys;
}

async function textOf(path: string, field: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw InvalidInput.field(field, `There is no file ${path}.`);
  if (found.size > longestBytes)
    throw InvalidInput.field(field, 'It is larger than 1 MiB, so it is no such file.');
  return readFile(path, 'utf8');
}

function inWords({ code, detail, because, remedy, file }: FileVerdict): string {
  const about = file
    ? [
        `  license      ${file.license.serialNumber} (${file.license.product})`,
        `  machine      ${file.installation?.fingerprint ?? 'any'}`,
        `  valid        ${file.notBefore} to ${file.expiresAt}`,
      ]
    : [];
  return [`${code}: ${detail}`, ...because.map((line) => `  ${line}`), ...about, ...remedy].join('\n');
}
