import type { KeyPurpose, ReleaseKey } from '../modules/downloads/domain/release-key.js';
import type { Command, Terminal } from './command.js';

const list: Command = async (_words, terminal, onPortal) => {
  const { ReleaseKeys } = await import('../modules/downloads/application/signing/release-keys.js');
  const { minisignKeyFile, minisignPublicKey } = await import(
    '../modules/downloads/application/signing/minisign.js'
  );
  const keys = await onPortal((app) => app.get(ReleaseKeys, { strict: false }).all());
  for (const key of keys) {
    printKey(key, terminal);
    if (key.purpose === 'files') terminal.print(`  Sparkle  ${key.publicKey.toString('base64')}`);
    if (key.purpose !== 'minisign') continue;
    terminal.print(`  minisign ${minisignPublicKey(key.publicKey)}`);
    terminal.print(`  Tauri    ${Buffer.from(minisignKeyFile(key.publicKey)).toString('base64')}`);
  }
};

function printKey({ kid, purpose, publicKey, createdAt, retiredAt }: ReleaseKey, { print }: Terminal): void {
  const state = retiredAt ? `retired ${retiredAt.toISOString()}` : 'signs';
  const made = createdAt.toISOString();
  print(`${kid}  ${state} ${purpose}  made ${made}  public key ${publicKey.toString('base64')}`);
}

const rotate: Command = async ([word = ''], terminal, onPortal) => {
  const { ReleaseKeys } = await import('../modules/downloads/application/signing/release-keys.js');
  const { keyPurposes } = await import('../modules/downloads/domain/release-key.js');
  const purposes = keyPurposes.filter((purpose) => word === 'all' || word === purpose);
  if (purposes.length === 0) {
    terminal.complain(`Say which key to change: ${keyPurposes.join(', ')}, or all.`);
    return 2;
  }
  const rotated = await onPortal(async (app) => {
    const keys = app.get(ReleaseKeys, { strict: false });
    const done: { purpose: KeyPurpose; current: string; retired: string | null }[] = [];
    for (const purpose of purposes) done.push({ purpose, ...(await keys.rotate(purpose)) });
    return done;
  });
  for (const { purpose, current, retired } of rotated) {
    terminal.print(`${current} signs ${purpose} from now on.`);
    if (retired) terminal.print(`${retired} signs no more; what it signed stays good.`);
  }
  return 0;
};

/** What `latchkey release-keys` does. */
export const releaseKeys = { list, rotate };
