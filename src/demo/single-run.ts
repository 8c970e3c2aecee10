import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes sure that one demo runs on a data folder. A pid file whose process is gone, or is not a demo, is stale.
 * @throws Error that says which process to end
 */
export function claimDataDir(dataDir: string): () => void {
  const file = join(dataDir, 'demo.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (pid !== process.pid && isDemo(pid)) {
    throw new Error(
      `A demo already runs on ${dataDir} (process ${pid}). End it with Ctrl-C there, or choose another DATA_DIR.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isDemo(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // Where there is no /proc, a living process of that number is taken for the demo.
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('demo');
}
