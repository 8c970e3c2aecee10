import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { Store } from './state.js';

/** A store in a file that only the account of the person can read. It is replaced whole or not at all. */
export function fileStore(path: string): Store {
  return {
    load: () => readFile(path, 'utf8').catch(nullWhenMissing),
    save: async (text) => {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const next = `${path}.${randomUUID()}.tmp`;
      try {
        await writeFile(next, text, { mode: 0o600, flush: true });
        await rename(next, path);
      } catch (error) {
        await rm(next, { force: true });
        throw error;
      }
    },
  };
}

/**
 * A fingerprint of this machine: a hash of the identifier that its operating system gave it when it was installed, and
 * of the product, so that two vendors cannot tell that they know the same machine.
 * @param product the code of the product
 * @throws Error on a system that tells none: make a random one then, and keep it
 */
export async function machineFingerprint(product: string): Promise<string> {
  const id = (await machineId()).trim();
  if (id === '') throw new Error('The operating system tells no identifier of this machine.');
  return createHash('sha256').update(`latchkey machine v1\n${product}\n${id}`).digest('hex').slice(0, 32);
}

async function machineId(): Promise<string> {
  if (process.platform === 'darwin') {
    const { stdout } = await run('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']);
    return /"IOPlatformUUID" = "([^"]+)"/.exec(stdout)?.[1] ?? '';
  }
  if (process.platform === 'win32') {
    const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
    const { stdout } = await run('reg', ['query', key, '/v', 'MachineGuid', '/reg:64']);
    return /MachineGuid\s+REG_SZ\s+(\S+)/.exec(stdout)?.[1] ?? '';
  }
  const files = ['/etc/machine-id', '/var/lib/dbus/machine-id'];
  for (const file of files) {
    const id = await readFile(file, 'utf8').catch(nullWhenMissing);
    if (id) return id;
  }
  return '';
}

// Without a shell, and never the product's own arguments.
const run = promisify(execFile);

function nullWhenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
