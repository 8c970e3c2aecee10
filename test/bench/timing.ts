import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { freePort } from '../../src/demo/embedded-postgres.js';
import { serialNumberBytes, serialNumberOf } from '../../src/modules/licensing/domain/serial-number.js';
import { projectRoot } from '../../src/platform/project-root.js';
import type { BenchSettings } from './bench-settings.js';
import type { Figure } from './figures.js';
import { guessProbes, loadProbes } from './guess-probes.js';
import { startServer } from './processes.js';
import { rocArea, timedPairs } from './timing-pairs.js';

export const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Whether times of refusals tell existing from absent: the area under the ROC curve must lie within 0.45 to 0.55. */
export async function measureTiming(settings: BenchSettings): Promise<Figure[]> {
  await loadProbes(settings.databaseUrl, await hash('Quartz-Lantern-58!', argon2id));
  const serialNumber = await loadLicense(settings.databaseUrl);
  const port = await freePort();
  const environment = { ...settings.environment(port), TRUSTED_PROXIES: '127.0.0.1' };
  const portal = await startServer(join(projectRoot, 'dist/src/main.js'), [], port, environment);
  try {
    const figures: Figure[] = [];
    for (const probe of guessProbes(portal.url, serialNumber)) {
      const value = rocArea(await timedPairs(probe, settings.pairs));
      const name = `time of a refusal, ROC area: ${probe.name}`;
      const compared = Math.abs(value - 0.5);
      figures.push({ name, value, unit: '', roofline: null, compared, bar: { atMost: 0.05 } });
    }
    return figures;
  } finally {
    await portal.stop();
  }
}

async function loadLicense(databaseUrl: string): Promise<string> {
  const serialNumber = serialNumberOf(randomBytes(serialNumberBytes));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `with made as (select gen_random_uuid() as product, gen_random_uuid() as policy),
      product as (insert into licensing.product (id, code, name, default_policy_id, created_at)
        select product, 'timed', 'Timed', policy, now() from made),
      policy as (insert into licensing.policy
          (id, product_id, name, installation_limit, maintenance_months, created_at)
        select policy, product, 'Timed', 3, 12, now() from made)
     insert into licensing.license (id, serial_number, organization_id, product_id, policy_id, status,
       status_changed_at, issued_at, maintenance_ends_at)
     select gen_random_uuid(), $1, (select id from identity.organization limit 1), product, policy, 'active', now(),
       now(), now() from made`,
    [serialNumber],
  );
  await client.end();
  return serialNumber;
}
