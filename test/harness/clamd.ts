import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';

export const clamdInstalled = spawnSync('clamd', ['--version']).status === 0;

/** What this clamd takes for a virus; no other does. */
export const virus = Buffer.from('latchkey-test-virus:0e7c1b52');

/** The largest stream that it takes. */
export const clamdLimit = 1_048_576;

/** Debian's clamd on the port, with one signature of our own, so that it starts at once and needs no download. */
export async function startClamd(port: number): Promise<{ stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-clamd-'));
  writeFileSync(join(folder, 'own.ndb'), `Latchkey.Test:0:*:${virus.toString('hex')}\n`);
  const settings = `DatabaseDirectory ${folder}\nTemporaryDirectory ${folder}\nForeground yes\nTCPSocket ${port}
TCPAddr 127.0.0.1\nStreamMaxLength ${clamdLimit}\nMaxThreads 2\n`;
  writeFileSync(join(folder, 'clamd.conf'), settings);
  const server = spawn('clamd', ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' });
  const exit = once(server, 'exit');
  await eventually('clamd answers', () => answers(port));
  return {
    stop: async () => {
      server.kill('SIGKILL');
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('zPING\0'));
    socket.once('data', (reply) => resolve(reply.toString().startsWith('PONG')));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
