import type { Reader } from '../../../../platform/http/readers.js';
import { formatDay, formatInstant, shownTime } from '../../../../platform/i18n/format.js';
import type { HistoryCheck } from '../../application/history/check-license-history.js';
import type { ToldEntry } from '../../application/history/list-license-history.js';
import type { TimelineLine } from './folded-entries.js';

const looks: Readonly<Record<string, { readonly icon: string; readonly tone: string }>> = {
  'license-issued': { icon: 'key-round', tone: 'success' },
  'license-term-began': { icon: 'calendar-check', tone: 'success' },
  'license-renewed': { icon: 'calendar-plus', tone: 'success' },
  'license-suspended': { icon: 'circle-pause', tone: 'warning' },
  'license-reinstated': { icon: 'circle-play', tone: 'success' },
  'license-revoked': { icon: 'ban', tone: 'error' },
  'license-transferred': { icon: 'arrow-right-left', tone: 'info' },
  'license-renumbered': { icon: 'key-round', tone: 'info' },
  'license-extended': { icon: 'key-round', tone: 'info' },
  'offline-file-issued': { icon: 'wifi-off', tone: 'info' },
  'license-ending': { icon: 'bell', tone: 'info' },
  'installation-activated': { icon: 'monitor-check', tone: 'success' },
  'installation-released': { icon: 'monitor-off', tone: 'neutral' },
  'lease-taken': { icon: 'monitor-play', tone: 'info' },
  'lease-ended': { icon: 'monitor-pause', tone: 'neutral' },
  'release-requested': { icon: 'hand', tone: 'info' },
  'release-request-closed': { icon: 'gavel', tone: 'neutral' },
};

/** What happened to a license, in the reader's words, for the timeline. */
export function timelineView(lines: readonly TimelineLine[], reader: Reader) {
  return lines.map((line) => lineView(line, reader));
}

/** The same for staff: with the names of colleagues, why they did it, and whose the license was. */
export function staffTimelineView(
  lines: readonly TimelineLine[],
  owners: ReadonlyMap<string, string>,
  reader: Reader,
) {
  return lines.map((line) => {
    const shown = lineView(line, reader);
    const { newest } = line;
    const moved = newest.kind === 'license-transferred' ? movedWords(newest, owners, reader) : null;
    const because = newest.reason && reader.t('license.history.because', { reason: newest.reason });
    const { requestId } = newest.data;
    return {
      ...shown,
      by: newest.by?.name ?? null,
      detail: [shown.detail, moved, because].filter((words) => words !== null).join('\n'),
      href: typeof requestId === 'string' ? `/admin/licenses/release-requests/${requestId}` : null,
    };
  });
}

/** The organizations before and after a transfer, by id. */
export const movedBetween = ({ data }: ToldEntry): readonly [string, string] => [
  String(data.fromOrganizationId),
  String(data.organizationId),
];

function movedWords(entry: ToldEntry, owners: ReadonlyMap<string, string>, { t }: Reader): string {
  const [from, to] = movedBetween(entry).map(
    (id) => owners.get(id) ?? t('licensing.staff.unknownOrganization'),
  );
  return t('license.history.moved', { from, to });
}

function lineView(line: TimelineLine, reader: Reader) {
  const { t, now, locale, timeZone } = reader;
  const { newest } = line;
  const by = newest.by && (newest.by.kind === 'staff' ? t('license.history.bySupport') : newest.by.name);
  return {
    text: line.folded === null ? wordsOf(newest, reader) : foldedWordsOf(line, reader),
    detail: line.folded === null ? detailOf(newest, reader) : sinceOf(line, reader),
    by,
    at: shownTime(newest.at, now, locale, timeZone),
    ...(looks[newest.kind] ?? { icon: 'dot', tone: 'neutral' }),
  };
}

function foldedWordsOf({ folded, count, machines, newest }: TimelineLine, { t, locale }: Reader): string {
  const number = new Intl.NumberFormat(locale);
  const times = number.format(count);
  if (machines > 1)
    return t(`license.history.folded.${folded}`, { machines: number.format(machines), times });
  return t('license.history.oneMachine', {
    machine: newest.machine ?? t('license.history.someMachine'),
    times,
  });
}

function sinceOf({ newest, oldest }: TimelineLine, { t, locale, timeZone }: Reader): string | null {
  if (oldest.at.getTime() === newest.at.getTime()) return null;
  return t('license.history.since', { at: formatInstant(oldest.at, locale, timeZone) });
}

/** Whether the chain holds, in words. */
export function checkView({ entries, checked, head, brokenAt }: HistoryCheck, { t, locale }: Reader) {
  const number = new Intl.NumberFormat(locale);
  const counts = { entries: number.format(entries), checked: number.format(checked) };
  const holds = checked < entries ? 'newestHold' : 'holds';
  return {
    tone: brokenAt === null ? 'success' : 'error',
    text:
      brokenAt === null
        ? t(`license.history.${holds}`, { count: entries, ...counts })
        : t('license.history.breaks', { place: brokenAt }),
    head,
  };
}

function wordsOf({ kind, data, machine }: ToldEntry, { t }: Reader): string {
  const machineName = machine ?? t('license.history.someMachine');
  const key = keyOf(kind, data);
  const words = t(key, { machine: machineName });
  // A fact that has no words of its own yet is still told. An unknown key comes back without its namespace.
  return key.endsWith(words) ? t('license.history.other') : words;
}

function keyOf(kind: string, data: ToldEntry['data']): string {
  if (kind === 'installation-released') return `license.history.released.${data.reason}`;
  if (kind === 'lease-ended') return `license.history.leaseEnded.${data.reason}`;
  if (kind === 'release-request-closed') return `license.history.request.${data.outcome}`;
  return `license.history.event.${kind}`;
}

function detailOf({ kind, data }: ToldEntry, { t, locale, timeZone }: Reader): string | null {
  const dayOf = (instant: unknown) => formatDay(new Date(String(instant)), locale, timeZone);
  if (kind !== 'license-renewed' && kind !== 'license-term-began') return null;
  const updates = t('license.history.updatesUntil', { date: dayOf(data.maintenanceEndsAt) });
  if (typeof data.expiresAt !== 'string') return updates;
  return `${t('license.history.endsOn', { date: dayOf(data.expiresAt) })} ${updates}`;
}
