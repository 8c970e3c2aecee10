import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOwnFile } from './own-file.js';

/** The demo's own secrets, made once per data folder and readable only by its owner. */
export interface DemoSecrets {
  readonly APP_SECRET: string;
  readonly JWT_SECRET: string;
  readonly STORE_WEBHOOK_SECRET: string;
}

export function demoSecrets(dataDir: string): DemoSecrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const secrets = {
    APP_SECRET: randomBytes(48).toString('base64'),
    JWT_SECRET: randomBytes(48).toString('base64'),
    STORE_WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
  };
  writeOwnFile(file, secrets);
  return secrets;
}
