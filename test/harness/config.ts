import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadConfig } from '../../src/platform/config/config.js';

/** The settings of a test's portal; secrets are fixed and worthless. */
export function testConfig(overrides: Readonly<Record<string, string>>): Config {
  return loadConfig({
    NODE_ENV: 'test',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    HOST: '127.0.0.1',
    SMTP_URL: 'smtp://127.0.0.1:25',
    MAIL_FROM: 'Latchkey <portal@latchkey.test>',
    SUPPORT_EMAIL: 'support@latchkey.test',
    APP_SECRET: 'test-only-application-secret-0123456789',
    JWT_SECRET: 'test-only-access-token-secret-0123456789',
    STORE_WEBHOOK_SECRET: 'whsec_dGVzdC1vbmx5LXN0b3JlLXdlYmhvb2stc2VjcmV0',
    LOG_LEVEL: 'silent',
    DATABASE_POOL_SIZE: '8',
    // Tests of staff sign in by password alone, but for those of the second factor itself.
    STAFF_SECOND_FACTOR: 'optional',
    // Replies of agents go out at once, but for the tests of taking them back.
    REPLY_UNDO_SECONDS: '0',
    STORAGE_URL: overrides.STORAGE_URL ?? `file://${mkdtempSync(join(tmpdir(), 'latchkey-files-'))}`,
    ...overrides,
  });
}
