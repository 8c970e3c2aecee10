import type { TrailEntry } from '../../../../platform/audit/audit-trail.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { Translate } from '../../../../platform/i18n/i18n.js';
import { deviceWords } from '../../application/security/device-words.js';

/** One entry of the timeline: what happened, with which device, from where, by whom. */
export function eventView(entry: TrailEntry, { t, locale, timeZone, now }: Reader) {
  const refused = entry.outcome === 'refused';
  const from = [
    deviceWords(entry.userAgent),
    entry.network && t('security.network', { network: entry.network }),
  ];
  return {
    text: eventWords(entry.action, t),
    detail: from.filter((part) => part !== null).join(' · ') || null,
    by: entry.by === 'you' || entry.by === 'visitor' ? null : t(`security.by.${entry.by}`),
    at: shownTime(entry.at, now, locale, timeZone),
    tone: refused ? 'warning' : 'neutral',
    icon: refused ? 'shield-alert' : 'shield-check',
  };
}

/** What happened, in words. Facts that have no words of their own yet are still told. */
export const eventWords = (action: string, t: Translate): string =>
  knownEventWords(action, t) ?? t('security.event.other');

/** What happened, in words; null for a fact that has none. */
export function knownEventWords(action: string, t: Translate): string | null {
  const key = `security.event.${action.slice(action.indexOf('.') + 1)}`;
  const words = t(key);
  return key.endsWith(words) ? null : words;
}
