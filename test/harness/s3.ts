import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { projectRoot } from '../../src/platform/project-root.js';
import { nextPort } from './ports.js';

// Debian's own, where its packages of Swift are; another Python on the PATH does not find them.
const python = '/usr/bin/python3';

/** Debian's OpenStack Swift (python3-swift), which speaks S3. */
export const s3Installed = spawnSync(python, ['-c', 'import swift']).status === 0;

export interface TestS3 {
  /** STORAGE_URL of an empty bucket. */
  readonly url: string;
  readonly port: number;
  client(): S3Client;
  stop(): Promise<void>;
}

/** A real S3 with its data in a folder that goes away. Sets the AWS variables, from which credentials come. */
export async function startS3(): Promise<TestS3> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-s3-'));
  const port = await nextPort();
  const secret = randomBytes(16).toString('hex');
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test:tester', AWS_SECRET_ACCESS_KEY: secret });
  const script = join(projectRoot, 'test/harness/swift-server.py');
  const server = spawn(python, [script, folder, String(port), 'test', 'tester', secret], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = once(createInterface(server.stdout), 'line');
  const exit = once(server, 'exit');
  await Promise.race([ready, exit.then(() => Promise.reject(new Error('Swift did not start.')))]);
  const endpoint = `http://127.0.0.1:${port}`;
  const client = () => new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true });
  const admin = client();
  await admin.send(new CreateBucketCommand({ Bucket: 'latchkey-files' }));
  admin.destroy();
  return {
    url: `s3://latchkey-files?endpoint=${endpoint}&forcePathStyle=true`,
    port,
    client,
    stop: async () => {
      server.kill('SIGKILL');
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
