import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule, ormParts } from '../app.module.js';
import { type Config, loadConfig } from '../platform/config/config.js';
import { migrate } from '../platform/database/migrate.js';
import { NestLog } from '../platform/logging/nest-log.js';
import { addStaff } from './add-staff.js';
import type { Command, Terminal } from './command.js';
import { deadLetters } from './dead-letters.js';
import { explain } from './explain.js';
import { keys } from './keys.js';
import { publishArticles } from './publish-articles.js';
import { type OnPortal, verifyLicense } from './verify-license.js';

const usage = `latchkey <command>

  migrate                            bring the database to this version and publish the built-in articles
  staff add --email E --name N --role agent|manager|administrator
                                     invite a colleague; prints a one-time set-up link
  events dead-letters                list events whose subscriber gave up
  events replay ID                   hand a dead letter to its subscriber again
  keys list                          list the keys that sign license files
  keys rotate                        sign license files with a new key from now on
  license verify FILE [--keys FILE] [--fingerprint F] [--at INSTANT] [--json]
                                     check a license file; with --keys without the portal. 0 valid, 1 not

The settings come from the environment; .env.example lists them.`;

const commands: Readonly<Record<string, Command>> = {
  'staff add': addStaff,
  'events dead-letters': deadLetters.list,
  'events replay': deadLetters.replay,
  'keys list': keys.list,
  'keys rotate': keys.rotate,
};

/** Runs one command. Returns the exit code: 0 done, 1 refused with the reason, 2 not understood. */
export async function runCommand(words: readonly string[], terminal: Terminal): Promise<number> {
  if (words.length === 0 || asksForHelp(words)) {
    terminal.print(usage);
    return 0;
  }
  const name = words[0] === 'migrate' ? 'migrate' : words.slice(0, 2).join(' ');
  const run = name === 'migrate' ? migrateAndPublish : onApplication(commands[name], words.slice(2));
  const verifies = name === 'license verify';
  if (!run && !verifies) {
    terminal.complain(usage);
    return 2;
  }
  try {
    if (verifies) return (await verifyLicense(words.slice(2), terminal, onPortal)) ? 0 : 1;
    await run?.(loadConfig(process.env), terminal);
    return 0;
  } catch (error) {
    terminal.complain(explain(error));
    if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) terminal.complain(error.stack ?? '');
    return 1;
  }
}

const asksForHelp = (words: readonly string[]): boolean =>
  words[0] === 'help' || words.includes('--help') || words.includes('-h');

type Run = (config: Config, terminal: Terminal) => Promise<void>;

const onApplication = (command: Command | undefined, words: readonly string[]): Run | undefined =>
  command && ((config, terminal) => withApplication(config, (app) => command(app, words, terminal)));

const onPortal: OnPortal = (run) => withApplication(loadConfig(process.env), run);

async function migrateAndPublish(config: Config, terminal: Terminal): Promise<void> {
  const ran = await migrate(config, ormParts);
  for (const migration of ran) terminal.print(`ran ${migration}`);
  await withApplication(config, (app) => publishArticles(app));
  terminal.print(ran.length > 0 ? 'The database is up to date now.' : 'The database was up to date.');
}

async function withApplication(
  config: Config,
  run: (app: INestApplicationContext) => Promise<void>,
): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule.for(config), {
    logger: new NestLog(),
    // Thrown instead, so that the command says what is wrong in its own words.
    abortOnError: false,
  });
  try {
    await run(app);
  } finally {
    await app.close();
  }
}
