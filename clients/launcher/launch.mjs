#!/usr/bin/env node
// The reference launcher: what the "Customer portal" button of a product does. Node 20, no dependencies.
// The format is explained, step by step and with test vectors, in docs/launch.md.
import { execFile } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { arch, homedir, hostname, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const usage = `Usage:
  launch.mjs activate --portal <url> --serial <serial number> [--uid <UID>] [--state <file>] [--version <version>]
      Makes a key pair, activates this machine with its public half, and keeps UID and key in the state file.
      --uid: needed only to add a key to a machine that activated before without one.
  launch.mjs open [--plain] [--print] [--state <file>]
      Opens the portal with a signed launch. --plain: with serial number and UID in the address instead.
      --print: prints the address and opens nothing.
`;

const launchLifeSeconds = 120;

/** The signed launch: a compact JWS (RFC 7515) with EdDSA over Ed25519 (RFC 8037). */
export function launchToken({ serial, uid, portal, privateKey, now, jti }) {
  const header = { alg: 'EdDSA', typ: 'latchkey-launch+jwt' };
  const iat = Math.floor(now.getTime() / 1_000);
  const claims = { serial, uid, aud: new URL(portal).origin, iat, exp: iat + launchLifeSeconds, jti };
  const signed = `${encoded(header)}.${encoded(claims)}`;
  const key = createPrivateKey({ key: privateKey, format: 'jwk' });
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}

/** The preferred address: the token stands in the fragment, which browsers send to no server. */
export function signedUrl(about) {
  return `${new URL('/launch', about.portal)}#t=${launchToken(about)}`;
}

/** The plain address fills the sign-in form. URLSearchParams escapes what needs it, such as + / % and &. */
export function plainUrl({ portal, serial, uid }) {
  return `${new URL('/sign-in', portal)}?${new URLSearchParams({ serial, uid })}`;
}

function encoded(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

async function activate({ portal, serial, uid, state, version }) {
  if (!portal || !serial) throw new Error(`Say --portal and --serial.\n\n${usage}`);
  const kept = await read(state).catch(() => null);
  const privateKey = kept?.privateKey ?? generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  // Of the machine, not of this run: the same machine must not take a second seat.
  const fingerprint = kept?.fingerprint ?? randomUUID();
  const answer = await fetch(new URL('/api/v1/product/activations', portal), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      serialNumber: serial,
      fingerprint,
      name: hostname() || 'This machine',
      platform: `${platform()}-${arch()}`,
      version,
      publicKey: { kty: 'OKP', crv: 'Ed25519', x: privateKey.x },
      ...(uid ? { uid } : {}),
    }),
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${body.detail} ${body.remedy ?? ''}`.trim());
  await write(state, { portal, serial, uid: body.uid, fingerprint, privateKey });
  process.stdout.write(`Activated. UID ${body.uid}\n`);
}

async function open({ plain, print, state }) {
  const kept = await read(state).catch(() => {
    throw new Error(`Nothing is activated in ${state}. Run "activate" first.\n\n${usage}`);
  });
  const url = plain ? plainUrl(kept) : signedUrl({ ...kept, now: new Date(), jti: randomUUID() });
  if (print) process.stdout.write(`${url}\n`);
  else await openInBrowser(url);
}

// execFile, never a shell: the address holds characters that shells read.
function openInBrowser(url) {
  const [command, ...args] = {
    darwin: ['open', url],
    win32: ['rundll32', 'url.dll,FileProtocolHandler', url],
  }[platform()] ?? ['xdg-open', url];
  return new Promise((resolve, reject) => {
    execFile(command, args, (error) => (error ? reject(error) : resolve()));
  });
}

async function read(state) {
  return JSON.parse(await readFile(state, 'utf8'));
}

// The key signs in to the portal: nobody else on this machine may read it.
async function write(state, kept) {
  await mkdir(dirname(state), { recursive: true, mode: 0o700 });
  await writeFile(state, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      portal: { type: 'string' },
      serial: { type: 'string' },
      uid: { type: 'string' },
      version: { type: 'string', default: '1.0.0' },
      state: { type: 'string', default: join(homedir(), '.latchkey', 'launcher.json') },
      plain: { type: 'boolean', default: false },
      print: { type: 'boolean', default: false },
    },
  });
  const command = { activate, open }[positionals[0] ?? ''];
  if (!command) throw new Error(usage);
  await command(values);
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  main().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
