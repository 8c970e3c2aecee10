#!/usr/bin/env node
// A small product with licensing: what README.md explains, in one file. Build the client first: npm run build.
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LatchkeyClient, LatchkeyError } from 'latchkey-client';
import { fileStore, machineFingerprint } from 'latchkey-client/node';

const usage = `Usage:
  studio.mjs activate --portal <url> --serial <serial number> [--uid <UID>]
  studio.mjs run        checks the license, tells the portal that it is alive, and works
  studio.mjs portal     prints the address that opens the customer portal for the person at this machine
  studio.mjs uninstall  gives the place of this machine back
Each takes [--portal <url>] [--serial <serial number>] [--state <file>] [--fingerprint <text>]; the first two are
taken from the environment, LATCHKEY_PORTAL and LATCHKEY_SERIAL, where they are left out.
`;

const version = '4.2.0';
const versionPublishedAt = new Date('2026-06-01T00:00:00Z');

const commands = {
  async activate(client, { uid }) {
    const machine = {
      name: hostname() || 'This machine',
      platform: `${process.platform}-${process.arch}`,
      version,
    };
    return explain(await client.activate(uid ? { ...machine, uid } : machine), 'Lumen Studio is activated.');
  },
  async run(client) {
    const verdict = await client.validate({ version, versionPublishedAt });
    if (!explain(verdict, `Lumen Studio ${version} starts (${verdict.from}).`)) return false;
    const { nextHeartbeatSeconds } = await client.heartbeat(version);
    print(`Next heartbeat: ${nextHeartbeatSeconds === null ? 'none' : `in ${nextHeartbeatSeconds} s`}.`);
    return true;
  },
  async portal(client) {
    print(await client.launchUrl());
    return true;
  },
  async uninstall(client) {
    print(
      (await client.deactivate()) ? 'The license is free for another machine.' : 'There was nothing to free.',
    );
    return true;
  },
};

/** What a dialog would show: the reason, and what helps. */
function explain(verdict, success) {
  if (verdict.valid) print(success);
  else for (const line of [verdict.detail, ...verdict.because, ...verdict.remedy]) print(line);
  return verdict.valid;
}

function print(line) {
  process.stdout.write(`${line}\n`);
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      portal: { type: 'string', default: process.env.LATCHKEY_PORTAL },
      serial: { type: 'string', default: process.env.LATCHKEY_SERIAL },
      uid: { type: 'string' },
      fingerprint: { type: 'string' },
      state: { type: 'string', default: join(homedir(), '.lumen-studio', 'license.json') },
    },
  });
  const command = commands[positionals[0] ?? ''];
  if (!command || !values.portal || !values.serial) throw new Error(usage);
  const client = new LatchkeyClient({
    portalUrl: values.portal,
    serialNumber: values.serial,
    fingerprint: values.fingerprint ?? (await machineFingerprint('LUMEN')),
    store: fileStore(values.state),
  });
  if (!(await command(client, values))) process.exitCode = 2;
}

main().catch((error) => {
  process.stderr.write(
    `${error instanceof LatchkeyError ? `${error.message} (${error.code})` : error.message}\n`,
  );
  process.exitCode = 1;
});
