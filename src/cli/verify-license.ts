import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { InvalidInput } from '../kernel/errors.js';
import { type FileVerdict, licenseFiles } from '../modules/licensing/application/files/check-license-file.js';
import { PublishKeys } from '../modules/licensing/application/files/publish-keys.js';
import type { Command, Terminal } from './command.js';

type Keys = NonNullable<ReturnType<typeof licenseFiles.readKeySet>>;

const longestBytes = 1_048_576;

/** Runs something on the portal's database. */
export type OnPortal = (run: (app: Parameters<Command>[0]) => Promise<void>) => Promise<void>;

/** Checks a license file. True when the product may run with it. With `--keys` it needs no portal. */
export async function verifyLicense(
  words: readonly string[],
  terminal: Terminal,
  onPortal: OnPortal,
): Promise<boolean> {
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
  return verdict.valid;
}

async function portalKeys(onPortal: OnPortal): Promise<Keys> {
  let keys: Keys = [];
  await onPortal(async (app) => {
    keys = await app.get(PublishKeys, { strict: false }).execute();
  });
  return keys;
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
