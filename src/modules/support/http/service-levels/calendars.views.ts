import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import type { ShownCalendar } from '../../application/service-levels/show-service-levels.js';
import { weekdays } from './calendars.schemas.js';
import { calendarsPath, levelsPath } from './levels.views.js';
import { spansText } from './spans.js';

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
const nothingTyped: Omit<Refusal, 'code'> = { values: {}, errors: {}, summary: [], message: null };

/** @param calendar null for a new one */
export function calendarView(calendar: ShownCalendar | null, refusal: Refusal | null, { t }: Reader) {
  const form: Omit<Refusal, 'code'> = refusal ?? nothingTyped;
  const typed = refusal && Object.keys(refusal.values).length > 0 ? refusal.values : null;
  const values: Readonly<Record<string, unknown>> = typed ?? typedOf(calendar);
  const title = calendar?.name ?? t('levels.newCalendar');
  return {
    title,
    breadcrumbs: [{ label: t('levels.title'), href: levelsPath }, { label: title }],
    action: calendar ? `${calendarsPath}/${calendar.id}` : calendarsPath,
    holidaysHref: calendar && `${calendarsPath}/${calendar.id}/holidays`,
    deleteAction: calendar && `${calendarsPath}/${calendar.id}/delete`,
    form,
    values,
    zones: zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
    days: weekdays.map((name) => ({
      name,
      label: t(`levels.day.${name}`),
      value: values[name],
      error: form.errors[name],
    })),
  };
}

function typedOf(calendar: ShownCalendar | null): Record<string, unknown> {
  if (!calendar) {
    const office = weekdays.slice(0, 5).map((day) => [day, '09:00-17:00']);
    return { timeZone: 'UTC', ...Object.fromEntries(office) };
  }
  const { name, timeZone, week, specialDays, version } = calendar;
  const hours = weekdays.map((day, index) => [day, spansText(week[index] ?? [])]);
  const lines = specialDays.map((day) =>
    [day.date, spansText(day.spans), day.name].filter(Boolean).join(' '),
  );
  return { name, timeZone, version, specialDays: lines.join('\n'), ...Object.fromEntries(hours) };
}
