import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';

/** Dovecot changes users, which only root may. */
export const dovecotInstalled = spawnSync('dovecot', ['--version']).status === 0 && userInfo().uid === 0;

export interface TestDovecot {
  /** Of the mailbox of `mailbox`, whose password is `secret word`. */
  readonly url: string;
  /** Goes away and comes back, with the mails that it had. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Debian's dovecot on the port, with one mailbox. */
export async function startDovecot(port: number): Promise<TestDovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-dovecot-'));
  chmodSync(folder, 0o755);
  for (const name of ['mail', 'run', 'state']) {
    mkdirSync(join(folder, name));
    chmodSync(join(folder, name), 0o777);
  }
  writeFileSync(join(folder, 'users'), 'mailbox:{PLAIN}secret word:65534:65534::/nonexistent::\n');
  writeFileSync(join(folder, 'dovecot.conf'), settings(folder, port));
  let server = await started(folder, port);
  const end = async () => {
    const exit = once(server, 'exit');
    server.kill('SIGTERM');
    await exit;
  };
  return {
    url: `imap://mailbox:secret%20word@127.0.0.1:${port}/INBOX`,
    restart: async () => {
      await end();
      server = await started(folder, port);
    },
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function started(folder: string, port: number): Promise<ChildProcess> {
  const server = spawn('dovecot', ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' });
  await eventually('dovecot answers', () => answers(port));
  return server;
}

const settings = (folder: string, port: number): string => `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 1
default_internal_user = nobody
default_login_user = nobody
default_internal_group = nogroup
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = passwd-file
  args = ${folder}/users
}
namespace inbox {
  inbox = yes
}
`;

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', (greeting) => {
      socket.destroy();
      resolve(greeting.toString().includes('OK'));
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
