import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../../src/platform/project-root.js';

export const nginxInstalled = spawnSync('nginx', ['-v']).status === 0;

export interface TestNginx {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

/** Debian's nginx on the port, with these `server` blocks; its folder goes away with it. */
export async function startNginx(port: number, servers: string): Promise<TestNginx> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-nginx-'));
  mkdirSync(join(folder, 'tmp'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/tmp/${name};`)
    .join(' ');
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${user} daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1;
     events { worker_connections 512; }
     http { access_log off; ${temporary} ${servers} }`,
  );
  const server = spawn(
    'nginx',
    ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')],
    {
      stdio: 'inherit',
    },
  );
  const exit = once(server, 'exit');
  await listening(port);
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.kill('SIGTERM');
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server block of docs/operations.md, with the addresses of the test in place of those of the example. */
export function documentedServer(of: { port: number; portal: string; folder: string }): string {
  const text = readFileSync(join(projectRoot, 'docs/operations.md'), 'utf8');
  const [, block = ''] = /```nginx\n([^`]+)```/.exec(text) ?? [];
  return block
    .replace('listen 443 ssl', `listen 127.0.0.1:${of.port}`)
    .replace('http://127.0.0.1:3000', of.portal)
    .replace('alias /data/files/', `alias ${of.folder}/`);
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (reached) return;
    await wait(50);
  }
  throw new Error('nginx did not start.');
}
