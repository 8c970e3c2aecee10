import { createPrivateKey } from 'node:crypto';
import { canonicalJson, type Json } from '../../src/kernel/canonical-json.js';
import { printSigned, signPayload } from '../../src/modules/licensing/domain/signed-payload.js';
import { read } from '../architecture/files.js';

const document = read('docs/license-files.md');

/** The block of docs/license-files.md that begins so. */
export function documented(beginning: RegExp): string {
  const blocks = [...document.matchAll(/```\w+\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  const found = blocks.find((text) => beginning.test(text));
  if (!found) throw new Error(`docs/license-files.md has no block that begins like ${beginning}.`);
  return found;
}

/** The published test file, its key set and what it says; it is valid at `validAt` on the machine `fingerprint`. */
export const sample = {
  file: documented(/^-----BEGIN LATCHKEY LICENSE/),
  keys: documented(/^\{"keys"/),
  payload: JSON.parse(documented(/^\{"claims"/)) as Readonly<Record<string, Json>>,
  validAt: new Date('2026-11-26T12:00:00.000Z'),
  fingerprint: '5f1c0e9d8b7a4c3e',
};

const [, x = ''] = /"x":"([\w-]+)"/.exec(sample.keys) ?? [];
const [, d = ''] = /The private key is `([\w-]+)`/.exec(document) ?? [];
const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' });

/** A file that says something else, signed by the published test key unless another signs. */
export function sampleSaying(changes: Readonly<Record<string, Json>>, key = privateKey): string {
  const payload = Buffer.from(canonicalJson({ ...sample.payload, ...changes }), 'utf8');
  const signature = signPayload('latchkey license file v1', payload, key);
  return printSigned('LICENSE FILE', { kid: '2026-11-test', payload, signature });
}
