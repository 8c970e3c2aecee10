import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ormParts } from '../../src/app.module.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { startSmtpSink } from '../../src/platform/mail/smtp-sink.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { openDatabase } from './bench-database.js';
import { benchSettings } from './bench-settings.js';
import { measureMail } from './commit-to-mail.js';
import { type Figure, print, write } from './figures.js';
import { measureTransfers } from './file-transfers.js';
import { measureList } from './list-of-requests.js';
import { loadData } from './load-data.js';
import { measureLicensing } from './product-calls.js';
import { measureScale } from './scale.js';
import { measureFlood } from './sign-in-flood.js';
import { measureTiming } from './timing.js';
import { measureFeeds } from './update-feeds.js';

const size = { organizations: 10_000, tickets: 50_000, messagesPerTicket: 3 };
const quick = process.argv.includes('--quick');
const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-files-'));
const [database, sink] = await Promise.all([openDatabase(), startSmtpSink({ port: 0 })]);
const settings = benchSettings(quick, { databaseUrl: database.url, folder, smtpPort: sink.port });
const figures: Figure[] = [];
const voids: string[] = [];

async function measure(what: string, run: () => Promise<Figure[]>): Promise<void> {
  console.log(`Measuring ${what} ...`);
  try {
    figures.push(...(await run()));
  } catch (error) {
    // One void figure must not cost the others their run.
    voids.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

try {
  console.log(`Loading ${size.organizations} customers and ${size.tickets} requests ...`);
  await migrate(loadConfig(settings.environment(0)), ormParts);
  await loadData(database.url, size);
  const all = {
    list: () => measureList(settings),
    mail: () => measureMail(settings, sink),
    flood: () => measureFlood(settings),
    timing: () => measureTiming(settings),
    licensing: () => measureLicensing(settings),
    feeds: () => measureFeeds(settings),
    transfers: () => measureTransfers(settings),
    scale: () => measureScale(settings),
  };
  const only = Object.keys(all).filter((name) => process.argv.includes(`--${name}`));
  for (const [name, run] of Object.entries(all))
    if (only.length === 0 || only.includes(name)) await measure(name, run);
} finally {
  await sink.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
}
print(figures);
for (const reason of voids) console.log(`VOID  ${reason}`);
write(join(projectRoot, '.latchkey', 'bench.json'), figures, { quick, size, voids });
if (voids.length > 0) process.exitCode = 1;
