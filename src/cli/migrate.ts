import { system } from '../kernel/actor.js';
import { loadConfig } from '../platform/config/config.js';
import type { Command } from './command.js';

/** Brings the database to this version, and the articles that ship with it into the help center. */
export const migrate: Command = async (_words, terminal, onPortal) => {
  const config = loadConfig(process.env);
  const [{ ormParts }, database, { PublishBuiltInArticles }] = await Promise.all([
    import('../app.module.js'),
    import('../platform/database/migrate.js'),
    import('../modules/knowledge/application/publish-built-in-articles.js'),
  ]);
  const ran = await database.migrate(config, ormParts);
  for (const migration of ran) terminal.print(`ran ${migration}`);
  // The vendor's own articles stay as they are.
  await onPortal((app) => app.get(PublishBuiltInArticles, { strict: false }).execute(system));
  terminal.print(ran.length > 0 ? 'The database is up to date now.' : 'The database was up to date.');
};
