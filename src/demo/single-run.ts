import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes sure that one demo runs on a data folder. A pid file whose process is gone, or is not a demo, is stale.
 * @throws Error that says which process to end
 */
export function claimDataDir(dataDir: string): () => void {
  const file = join(dataDir, 'demo.pid');
  const pid = pidIn(file);
  if (pid !== process.pid && isDemo(pid)) throw taken(dataDir, pid);
  rmSync(file, { force: true });
  try {
    // Exclusive: of two that start at once, the second finds the first one's.
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (existsSync(file)) throw taken(dataDir, pidIn(file));
    throw error;
  }
  return () => {
    if (pidIn(file) === process.pid) rmSync(file, { force: true });
  };
}

const pidIn = (file: string): number => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);

const taken = (dataDir: string, pid: number): Error =>
  new Error(
    `A demo already runs on ${dataDir} (process ${pid}). End it with Ctrl-C there, or choose another DATA_DIR.`,
  );

function isDemo(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process may not be asked, but it runs.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  // Where there is no /proc, a living process of that number is taken for the demo.
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('demo.js');
}
