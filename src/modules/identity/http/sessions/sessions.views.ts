import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import { deviceWords } from '../../application/security/device-words.js';
import type { SessionEntry } from '../../application/sessions/list-sessions.js';

/** A session as pages show it. @param network the address that the reader asks from */
export function sessionView(session: SessionEntry, network: string, { t, locale, timeZone, now }: Reader) {
  const how = session.method && t(`identity.account.method.${session.method}`);
  return {
    id: session.id,
    device: deviceOf(session, t('identity.account.unknownDevice')),
    kind: t(`identity.account.kind.${session.kind}`),
    how,
    place: session.network === network ? t('identity.account.thisNetwork') : placeOf(session),
    seen: shownTime(session.lastSeenAt, now, locale, timeZone),
    started: shownTime(session.createdAt, now, locale, timeZone),
    current: session.current,
  };
}

/** A session as the API answers it. @param network the address that the caller asks from */
export function sessionAnswer(session: SessionEntry, network: string, { t }: Reader) {
  const { userAgent: _, network: from, method: signedInWith, ...facts } = session;
  return {
    ...facts,
    device: deviceOf(session, t('identity.account.unknownDevice')),
    network: placeOf(session),
    thisNetwork: from === network,
    signedInWith,
  };
}

/** The beginning of the address: enough to tell home from elsewhere, too little to tell the house. */
export function placeOf({ network }: Pick<SessionEntry, 'network'>): string | null {
  if (network === null) return null;
  const address = network.replace(/^::ffff:(?=\d+\.)/i, '');
  const isIPv6 = address.includes(':');
  const [first = '', second = ''] = address.split(isIPv6 ? ':' : '.');
  return isIPv6 ? `${first}:${second}:…` : `${first}.${second}.…`;
}

/** The device in plain words (row ID-4). */
export function deviceOf({ userAgent }: Pick<SessionEntry, 'userAgent'>, unknown: string): string {
  return deviceWords(userAgent) ?? unknown;
}
