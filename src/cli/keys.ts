import type { Command } from './command.js';

const list: Command = async (_words, terminal, onPortal) => {
  const { ListSigningKeys } = await import('../modules/licensing/application/files/list-signing-keys.js');
  const keys = await onPortal((app) => app.get(ListSigningKeys, { strict: false }).execute());
  if (keys.length === 0) terminal.print('There is no signing key yet; the first license file makes one.');
  for (const { kid, state, createdAt, validUntil, readable } of keys) {
    const until = validUntil ? `known until ${validUntil.toISOString()}` : 'in use';
    const flaw = readable ? '' : '  CANNOT BE READ: it was sealed with another APP_SECRET';
    terminal.print(`${kid}  ${state.padEnd(7)}  made ${createdAt.toISOString()}  ${until}${flaw}`);
  }
};

const rotate: Command = async (_words, terminal, onPortal) => {
  const { RotateSigningKeys } = await import('../modules/licensing/application/files/rotate-signing-keys.js');
  const { current, next, retired } = await onPortal((app) =>
    app.get(RotateSigningKeys, { strict: false }).execute(),
  );
  terminal.print(`${current} signs license files from now on; ${next} is published as the next one.`);
  if (retired)
    terminal.print(`${retired} signs no more and stays published until its last file has run out.`);
};

/** What `latchkey keys` does. */
export const keys = { list, rotate };
