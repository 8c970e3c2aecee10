import type { Command } from './command.js';

const list: Command = async (_words, terminal, onPortal) => {
  const { ReleaseKeys } = await import('../modules/downloads/application/signing/release-keys.js');
  const { minisignKeyFile, minisignPublicKey } = await import(
    '../modules/downloads/application/signing/minisign.js'
  );
  const keys = await onPortal((app) => app.get(ReleaseKeys, { strict: false }).all());
  for (const { kid, publicKey, createdAt, retiredAt } of keys) {
    const state = retiredAt ? `retired ${retiredAt.toISOString()}` : 'signs';
    terminal.print(
      `${kid}  ${state}  made ${createdAt.toISOString()}  public key ${publicKey.toString('base64')}`,
    );
    terminal.print(`  minisign ${minisignPublicKey(publicKey)}`);
    terminal.print(`  Tauri    ${Buffer.from(minisignKeyFile(publicKey)).toString('base64')}`);
  }
};

const rotate: Command = async (_words, terminal, onPortal) => {
  const { ReleaseKeys } = await import('../modules/downloads/application/signing/release-keys.js');
  const { current, retired } = await onPortal((app) => app.get(ReleaseKeys, { strict: false }).rotate());
  terminal.print(`${current} signs releases from now on.`);
  if (retired) terminal.print(`${retired} signs no more; what it signed stays good.`);
};

/** What `latchkey release-keys` does. */
export const releaseKeys = { list, rotate };
