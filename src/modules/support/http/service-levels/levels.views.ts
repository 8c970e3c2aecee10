import type { Refusal } from '../../../../platform/http/pages.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { formatZonedInstant } from '../../../../platform/i18n/format.js';
import type { DuePreview } from '../../application/service-levels/preview-due-times.js';
import type {
  ShownCalendar,
  ShownServiceLevel,
} from '../../application/service-levels/show-service-levels.js';
import { type TicketKind, ticketKinds, ticketPriorities } from '../../events/ticket-words.js';
import { productOptions } from '../product-options.js';

export const levelsPath = '/admin/service-levels';
export const calendarsPath = '/admin/calendars';

type Product = { readonly id: string; readonly name: string };
type Scope = { readonly kind: TicketKind | null; readonly productId: string | null };

const isDefault = ({ kind, productId }: Scope): boolean => kind === null && productId === null;

/** Minutes as the form has them: `8:00`. */
const durationOf = (minutes: number | null): string =>
  minutes === null ? '' : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

function scopeText({ kind, productId, productName }: ShownServiceLevel, { t }: Reader): string {
  const product = productId && (productName ?? t('levels.goneProduct'));
  if (kind === null) return product ?? t('levels.everything');
  const words = t(`support.kind.${kind}`);
  return product ? `${product} · ${words}` : words;
}

const kindOptions = (chosen: string | null, any: boolean, { t }: Reader) => [
  ...(any ? [{ value: '', label: t('levels.anyKind'), selected: !chosen }] : []),
  ...ticketKinds.map((value) => ({
    value,
    label: t(`support.kind.${value}`),
    selected: value === chosen,
  })),
];

export function levelsView(
  of: {
    readonly levels: readonly ShownServiceLevel[];
    readonly calendars: readonly ShownCalendar[];
    readonly products: readonly Product[];
    readonly preview: DuePreview;
    readonly asked: { readonly kind: TicketKind; readonly productId: string | null };
  },
  reader: Reader,
) {
  const { t, locale, timeZone } = reader;
  const at = (instant: Date | null) => instant && formatZonedInstant(instant, locale, timeZone);
  return {
    levels: of.levels.map((level) => ({
      href: `${levelsPath}/${level.id}`,
      name: level.name,
      scope: scopeText(level, reader),
      calendar: level.calendarName,
      firstResponse: durationOf(level.targets.normal.firstResponseMinutes),
      resolution: durationOf(level.targets.normal.resolutionMinutes) || t('levels.notPromised'),
    })),
    calendars: of.calendars.map(({ id, name, timeZone: zone, specialDays }) => ({
      href: `${calendarsPath}/${id}`,
      name,
      zone,
      specialDays: specialDays.length,
    })),
    kinds: kindOptions(of.asked.kind, false, reader),
    products: productOptions(of.products, of.asked.productId, reader),
    preview: {
      text: t('levels.previewText', { level: of.preview.levelName, at: at(of.preview.openedAt) }),
      rows: of.preview.priorities.map(({ priority, firstResponseDueAt, resolutionDueAt }) => ({
        priority: t(`support.priority.${priority}`),
        firstResponse: at(firstResponseDueAt),
        resolution: at(resolutionDueAt) ?? t('levels.notPromised'),
      })),
    },
  };
}

const nothingTyped: Omit<Refusal, 'code'> = { values: {}, errors: {}, summary: [], message: null };

/** @param level null for a new one */
export function levelView(
  of: {
    readonly level: ShownServiceLevel | null;
    readonly calendars: readonly ShownCalendar[];
    readonly products: readonly Product[];
    readonly refusal: Refusal | null;
  },
  reader: Reader,
) {
  const { level, refusal } = of;
  const { t } = reader;
  const form: Omit<Refusal, 'code'> = refusal ?? nothingTyped;
  const typed = refusal && Object.keys(refusal.values).length > 0 ? refusal.values : null;
  const values: Readonly<Record<string, unknown>> = typed ?? typedOf(level);
  const title = level?.name ?? t('levels.newLevel');
  const text = (name: string): string | null => (values[name] as string | undefined) || null;
  return {
    title,
    breadcrumbs: [{ label: t('levels.title'), href: levelsPath }, { label: title }],
    action: level ? `${levelsPath}/${level.id}` : levelsPath,
    deleteAction: level && !isDefault(level) ? `${levelsPath}/${level.id}/delete` : null,
    isDefault: level !== null && isDefault(level),
    form,
    values,
    calendars: of.calendars.map(({ id, name }) => ({ value: id, label: name })),
    kinds: kindOptions(text('kind'), true, reader),
    products: productOptions(of.products, text('productId'), reader),
    priorities: ticketPriorities.map((priority) => ({
      priority,
      label: t(`support.priority.${priority}`),
      first: {
        name: `first-${priority}`,
        value: values[`first-${priority}`],
        error: form.errors[`first-${priority}`],
      },
      solution: {
        name: `solution-${priority}`,
        value: values[`solution-${priority}`],
        error: form.errors[`solution-${priority}`] ?? form.errors[`targets.${priority}.resolutionMinutes`],
      },
      always: { name: `always-${priority}`, checked: values[`always-${priority}`] !== undefined },
    })),
  };
}

function typedOf(level: ShownServiceLevel | null): Record<string, unknown> {
  if (!level) return { 'always-urgent': 'on' };
  const { name, calendarId, kind, productId, targets, version } = level;
  const typed: Record<string, unknown> = {
    name,
    calendarId,
    kind: kind ?? '',
    productId: productId ?? '',
    version,
  };
  for (const priority of ticketPriorities) {
    typed[`first-${priority}`] = durationOf(targets[priority].firstResponseMinutes);
    typed[`solution-${priority}`] = durationOf(targets[priority].resolutionMinutes);
    if (targets[priority].aroundTheClock) typed[`always-${priority}`] = 'on';
  }
  return typed;
}
