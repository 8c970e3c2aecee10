import { join } from 'node:path';
import { freePort } from '../../src/demo/embedded-postgres.js';
import { projectRoot } from '../../src/platform/project-root.js';
import type { BenchSettings } from './bench-settings.js';
import { type Started, startServer } from './processes.js';

/** The two sides of a comparison. */
export const sides = ['portal', 'roofline'] as const;
export type Servers = Readonly<Record<(typeof sides)[number], Started>>;

/**
 * With the portal and a roofline running on the same database. The portal believes its callers' addresses, as behind a
 * proxy, so that each may come from one of its own.
 * @param roofline the script below dist/test/bench/roofline
 */
export async function besideRoofline<T>(
  settings: BenchSettings,
  roofline: string,
  run: (servers: Servers) => Promise<T>,
): Promise<T> {
  const started: Started[] = [];
  const start = async (script: string, more: NodeJS.ProcessEnv): Promise<Started> => {
    const port = await freePort();
    const env = { ...settings.environment(port), ...more };
    const server = await startServer(join(projectRoot, script), [String(port)], port, env);
    started.push(server);
    return server;
  };
  try {
    const portal = await start('dist/src/main.js', { TRUSTED_PROXIES: '127.0.0.1' });
    return await run({ portal, roofline: await start(`dist/test/bench/roofline/${roofline}`, {}) });
  } finally {
    for (const server of started) await server.stop();
  }
}
