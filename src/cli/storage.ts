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

/** Removes now what the worker would remove within hours. */
const collect: Command = async (_words, terminal, onPortal) => {
  const { CollectOrphans } = await import('../platform/storage/collect-orphans.js');
  const { looked, removed, more } = await onPortal((app) =>
    app.get(CollectOrphans, { strict: false }).execute(),
  );
  terminal.print(`${looked} files are older than a day; ${removed} that nobody needs were removed.`);
  if (more) terminal.print('There may be more; run it again.');
};

/** What `latchkey storage` does. */
export const storage = { check, collect };
