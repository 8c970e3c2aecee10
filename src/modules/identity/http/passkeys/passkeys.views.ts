import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { PasskeyEntry } from '../../application/passkeys/list-passkeys.js';

export function passkeyView(entry: PasskeyEntry, { locale, timeZone, now }: Reader) {
  return {
    href: `/account/passkeys/${entry.id}`,
    name: entry.name,
    added: shownTime(entry.createdAt, now, locale, timeZone),
    used: entry.lastUsedAt && shownTime(entry.lastUsedAt, now, locale, timeZone),
    elsewhere: entry.elsewhere,
  };
}

/** The list, and what became of passkeys that were made under another host name. */
export function passkeysView(entries: readonly PasskeyEntry[], reader: Reader) {
  const hosts = [...new Set(entries.map(({ elsewhere }) => elsewhere).filter((host) => host !== null))];
  return {
    passkeys: entries.map((entry) => passkeyView(entry, reader)),
    moved: hosts.length === 0 ? null : reader.t('identity.passkeys.moved', { hosts: hosts.join(', ') }),
  };
}
