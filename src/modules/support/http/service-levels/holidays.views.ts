import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { inLanguage } from '../../../../platform/i18n/messages.js';
import type { HolidayPreview } from '../../application/service-levels/preview-holidays.js';
import type { Holiday } from '../../application/service-levels/read-holidays.js';
import type { ShownCalendar } from '../../application/service-levels/show-service-levels.js';
import { maxCalendarBytes } from './holidays.schemas.js';
import { calendarsPath, levelsPath } from './levels.views.js';

/** Of hundreds of broken lines the first are enough to see what is wrong. */
const mostShown = 50;

export function holidaysView(
  { id, name }: ShownCalendar,
  { preview, refusal }: { readonly preview?: HolidayPreview; readonly refusal?: Refusal | null },
  reader: Reader,
) {
  const { t, locale } = reader;
  return {
    title: t('levels.holidays.title'),
    breadcrumbs: [
      { label: t('levels.title'), href: levelsPath },
      { label: name, href: `${calendarsPath}/${id}` },
      { label: t('levels.holidays.title') },
    ],
    action: `${calendarsPath}/${id}/holidays`,
    back: `${calendarsPath}/${id}`,
    choose: preview
      ? { heading: t('levels.holidays.another') }
      : { heading: t('levels.holidays.choose'), variant: 'primary' },
    maxBytes: maxCalendarBytes,
    errors: refusal?.errors ?? {},
    summary: refusal?.summary ?? [],
    message: refusal?.message ?? null,
    preview: preview && {
      heading: t('levels.holidays.adds', { count: preview.added.length }),
      rows: preview.added.map((day) => ({ name: day.name, date: longDate(day, locale) })),
      days: preview.added.map((day) => `${day.date} ${day.name}`).join('\n'),
      notes: [
        ...(preview.known.length > 0 ? [t('levels.holidays.known', { count: preview.known.length })] : []),
        ...(preview.outside > 0
          ? [
              t('levels.holidays.outside', {
                count: preview.outside,
                from: preview.period.from.slice(0, 4),
                until: preview.period.until.slice(0, 4),
              }),
            ]
          : []),
      ],
      leftOut: preview.leftOut.slice(0, mostShown).map(({ line, message }) => ({
        line: t('levels.holidays.line', { line }),
        message: inLanguage(message, locale),
      })),
      moreLeftOut:
        preview.leftOut.length > mostShown
          ? t('levels.holidays.moreLeftOut', { count: preview.leftOut.length - mostShown })
          : null,
    },
  };
}

const longDate = ({ date }: Holiday, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
