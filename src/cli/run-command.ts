import { loadConfig } from '../platform/config/config.js';
import { addStaff } from './add-staff.js';
import type { Command, OnPortal, Terminal } from './command.js';
import { deadLetters } from './dead-letters.js';
import { explain } from './explain.js';
import { importRequests } from './import-requests.js';
import { keys } from './keys.js';
import { migrate } from './migrate.js';
import { releaseKeys } from './release-keys.js';
import { storage } from './storage.js';
import { verifyLicense } from './verify-license.js';

const usage = `latchkey <command>

  migrate                            bring the database to this version and publish the built-in articles
  staff add --email E --name N --role agent|manager|administrator
                                     invite a colleague; prints a one-time set-up link
  events dead-letters                list events whose subscriber gave up
  events replay ID                   hand a dead letter to its subscriber again
  keys list                          list the keys that sign license files
  keys rotate                        sign license files with a new key from now on
  release-keys list                  list the keys that sign releases, with what updaters embed
  release-keys rotate files|minisign|feeds|lists|all
                                     sign with a new key from now on; updaters must know it first
  storage check                      look for files that are missing. 0 none, 1 some
  storage collect                    remove files older than a day that nothing refers to
  import csv|zammad|osticket FILE [--files FOLDER] [--apply] [--leave-out]
                                     say what a file of requests would make, or make it. 1 something is wrong
  license verify FILE [--keys FILE] [--fingerprint F] [--at INSTANT] [--json]
                                     check a license file; with --keys without the portal. 0 valid, 1 not

The settings come from the environment; .env.example lists them.`;

const commands: Readonly<Record<string, Command>> = {
  migrate,
  'staff add': addStaff,
  'events dead-letters': deadLetters.list,
  'events replay': deadLetters.replay,
  'keys list': keys.list,
  'keys rotate': keys.rotate,
  'release-keys list': releaseKeys.list,
  'release-keys rotate': releaseKeys.rotate,
  'storage check': storage.check,
  'storage collect': storage.collect,
  'import csv': importRequests.csv,
  'import zammad': importRequests.zammad,
  'import osticket': importRequests.osticket,
  'license verify': verifyLicense,
};

/** Runs one command. Returns the exit code: 0 done, 1 refused with the reason, 2 not understood. */
export async function runCommand(words: readonly string[], terminal: Terminal): Promise<number> {
  if (words.length === 0 || asksForHelp(words)) {
    terminal.print(usage);
    return 0;
  }
  const length = words[0] === 'migrate' ? 1 : 2;
  const command = commands[words.slice(0, length).join(' ')];
  if (!command) {
    terminal.complain(usage);
    return 2;
  }
  try {
    return (await command(words.slice(length), terminal, onPortal)) ?? 0;
  } catch (error) {
    terminal.complain(explain(error));
    if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) terminal.complain(error.stack ?? '');
    return 1;
  }
}

const asksForHelp = (words: readonly string[]): boolean =>
  words[0] === 'help' || words.includes('--help') || words.includes('-h');

const onPortal: OnPortal = async (run) => {
  const config = loadConfig(process.env);
  const [{ NestFactory }, { AppModule }, { NestLog }] = await Promise.all([
    import('@nestjs/core'),
    import('../app.module.js'),
    import('../platform/logging/nest-log.js'),
  ]);
  const app = await NestFactory.createApplicationContext(AppModule.for(config), {
    logger: new NestLog(),
    // Thrown instead, so that the command says what is wrong in its own words.
    abortOnError: false,
  });
  try {
    return await run(app);
  } finally {
    await app.close();
  }
};
