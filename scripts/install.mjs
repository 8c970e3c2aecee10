/*
 * Installs what package-lock.json says unless it is there already. Plain JavaScript that Node 20 runs.
 *
 * Not npm ci: some registries do not carry the packages of other platforms (macOS, Windows), a lockfile made behind
 * one lacks their entries, and npm ci then refuses to install anything. npm install --no-save takes the same versions
 * with the same integrity; what it installed is compared with the lockfile afterwards.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lockfile = join(root, 'package-lock.json');
const hidden = join(root, 'node_modules', '.package-lock.json');
const mark = join(root, 'node_modules', '.latchkey-lock');

process.exitCode = isInstalled() || install() ? 0 : 1;

function isInstalled() {
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lockHash()) return true;
  return differences().length === 0;
}

function install() {
  console.log('Installing the dependencies of package-lock.json ...');
  // Not with the Node of node_modules, which is about to be replaced.
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(
      (folder) => !folder.endsWith(join('node_modules', '.bin')) && !folder.includes(`${sep}node-gyp-bin`),
    )
    .join(delimiter);
  const options = ['--no-save', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const done = spawnSync('npm', ['install', ...options], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) return false;
  const wrong = differences();
  if (wrong.length > 0)
    console.error(`npm installed other versions than package-lock.json says: ${wrong.join(', ')}`);
  return wrong.length === 0;
}

/** Packages that are missing or of another version; remembers when there are none, so that the next start is fast. */
function differences() {
  if (!existsSync(hidden)) return ['all'];
  const wanted = JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  const found = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const wrong = Object.entries(wanted)
    .filter(([path]) => path !== '')
    // Optional ones are missing on the platforms that they are not for, peers when nobody asks for them.
    .filter(([path, { optional, peer }]) => found[path] || !(optional || peer))
    .filter(([path, { version }]) => found[path]?.version !== version)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  if (wrong.length === 0) writeFileSync(mark, lockHash());
  return wrong;
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex');
}
