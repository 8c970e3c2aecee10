import { execFile } from 'node:child_process';
import { generateKeyPairSync, type JsonWebKey, randomUUID, sign } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { projectRoot } from '../../../src/platform/project-root.js';
import type { Portal } from '../../harness/portal.js';

const script = join(projectRoot, 'clients', 'launcher', 'launch.mjs');

/** What the reference launcher exports. */
export interface Launcher {
  launchToken(about: {
    serial: string;
    uid: string;
    portal: string;
    privateKey: JsonWebKey;
    now: Date;
    jti: string;
  }): string;
  plainUrl(about: { portal: string; serial: string; uid: string }): string;
}

export const theLauncher = (): Promise<Launcher> => import(pathToFileURL(script).href) as Promise<Launcher>;

/** The launcher as a product would ship it: a process with a state file of its own. */
export function launcherProcess(): (...args: string[]) => Promise<{ stdout: string; stderr: string }> {
  const state = join(mkdtempSync(join(tmpdir(), 'latchkey-launcher-')), 'state.json');
  return (...args) => promisify(execFile)(process.execPath, [script, ...args, '--state', state]);
}

/** An installation that signs launches. */
export interface SigningInstallation {
  readonly serialNumber: string;
  readonly uid: string;
  readonly privateKey: JsonWebKey;
}

export function newKey(): JsonWebKey {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
}

/** Activates one more machine that signs launches. */
export async function signingInstallation(
  portal: Portal,
  serialNumber: string,
): Promise<SigningInstallation> {
  const privateKey = newKey();
  const answer = await portal.api().post('/api/v1/product/activations', {
    serialNumber,
    fingerprint: randomUUID(),
    name: 'Studio',
    platform: 'linux-x64',
    version: '4.2.0',
    publicKey: privateKey.x,
  });
  if (answer.status !== 201) throw new Error(`The activation answered ${answer.status}.`);
  return { serialNumber, uid: answer.body.uid, privateKey };
}

/** A launch, with whatever is to be wrong with it. */
export function launchOf(
  portal: Portal,
  { serialNumber, uid, privateKey }: SigningInstallation,
  wrong: { header?: object; claims?: object; key?: JsonWebKey } = {},
): string {
  const iat = Math.floor(portal.clock.now().getTime() / 1_000);
  const claims = { serial: serialNumber, uid, aud: portal.baseUrl, iat, exp: iat + 120, jti: randomUUID() };
  const parts = [
    { alg: 'EdDSA', typ: 'latchkey-launch+jwt', ...wrong.header },
    { ...claims, ...wrong.claims },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const key = { key: { ...(wrong.key ?? privateKey) }, format: 'jwk' } as const;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}

export const launch = (portal: Portal, token: string) =>
  portal.api().post('/api/v1/sign-in/launch', { token });
