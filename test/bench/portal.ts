import { join } from 'node:path';
import { freePort } from '../../src/demo/embedded-postgres.js';
import { projectRoot } from '../../src/platform/project-root.js';
import type { BenchSettings } from './bench-settings.js';
import { type Started, startServer } from './processes.js';

/** One web process of the portal, with more settings where some are given. */
export async function startPortal(settings: BenchSettings, more: NodeJS.ProcessEnv = {}): Promise<Started> {
  const port = await freePort();
  const env = { ...settings.environment(port), ...more };
  return await startServer(join(projectRoot, 'dist/src/main.js'), [], port, env);
}
