import type { Command } from './command.js';

/** Looks for rows whose file is gone. 0 when every file is there, 1 when not. */
const check: Command = async (_words, terminal, onPortal) => {
  const { FindMissingFiles } = await import('../platform/storage/find-missing-files.js');
  const { looked, missing } = await onPortal((app) => app.get(FindMissingFiles, { strict: false }).execute());
  for (const key of missing) terminal.print(`missing  ${key}`);
  if (missing.length === 0) {
    terminal.print(`All ${looked} files are there.`);
    return 0;
  }
  terminal.complain(`${missing.length} files are missing. Restore them under these keys from your backup.`);
  return 1;
};

/** Removes now what the worker would remove within hours. 1 when the files are not this database's. */
const collect: Command = async (_words, terminal, onPortal) => {
  const { CollectOrphans } = await import('../platform/storage/collect-orphans.js');
  const { looked, removed, more, strange } = await onPortal((app) =>
    app.get(CollectOrphans, { strict: false }).execute(),
  );
  if (strange) {
    terminal.complain(
      `The database knows none of the ${looked} files, so all stay. Compare DATABASE_URL with STORAGE_URL.`,
    );
    return 1;
  }
  terminal.print(`${looked} files are older than a day; ${removed} that nobody needs were removed.`);
  if (more) terminal.print('There may be more; run it again.');
  return 0;
};

/** What `latchkey storage` does. */
export const storage = { check, collect };
