import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { Times } from '../../application/reports/read-figures.js';
import { reportSteps } from '../../application/reports/report-periods.js';
import type { Report } from '../../application/reports/report-requests.js';
import { ticketChannels, ticketKinds, ticketPriorities } from '../../events/ticket-words.js';
import { address } from '../tickets.wording.js';
import { type Wording, wordingOf } from './report.wording.js';
import { chartsOf, medianOf, p90Of } from './report-charts.views.js';
import { type ReportAddress, timings } from './reports.schemas.js';

export const reportsPath = '/admin/tickets/reports';
export const ratingsPath = '/admin/tickets/ratings';

/** What the filters offer. */
export interface ReportChoices {
  readonly products: readonly Choice[];
  readonly categories: readonly Choice[];
  readonly assignees: readonly Choice[];
}

interface Choice {
  readonly id: string;
  readonly name: string;
}

export function reportView(
  report: Report,
  choices: ReportChoices,
  { asked, reader }: { readonly asked: ReportAddress; readonly reader: Reader },
) {
  const { t, now, locale, timeZone } = reader;
  const wording = wordingOf(reader, asked.time);
  const { time: _, ...narrowing } = asked;
  return {
    filters: filtersView(choices, { ...asked, from: report.from, to: report.to }, reader),
    countedAt: report.countedAt && shownTime(report.countedAt, now, locale, timeZone),
    days: t('reports.days', { zone: report.timeZone }),
    exportHref: address(`${reportsPath}/export`, narrowing),
    stats: statsView(report, asked.time, wording, reader),
    charts: chartsOf(report, { time: asked.time, wording, reader }),
    ages: agesView(report, wording, reader),
  };
}

function filtersView(choices: ReportChoices, asked: ReportAddress, { t }: Reader) {
  const options = (key: keyof ReportAddress, values: readonly { value: string; label: string }[]) =>
    values.map((option) => ({ ...option, selected: option.value === asked[key] }));
  const named = (from: readonly Choice[]) => from.map(({ id, name }) => ({ value: id, label: name }));
  const worded = (words: readonly string[], key: string) =>
    words.map((value) => ({ value, label: t(`${key}.${value}`) }));
  return {
    from: asked.from,
    to: asked.to,
    steps: options('step', worded(reportSteps, 'reports.step')),
    times: options('time', worded(timings, 'reports.time')),
    kinds: options('kind', worded(ticketKinds, 'support.kind')),
    priorities: options('priority', worded(ticketPriorities, 'support.priority')),
    channels: options('channel', worded(ticketChannels, 'reports.channel')),
    products: options('productId', named(choices.products)),
    categories: options('categoryId', named(choices.categories)),
    assignees: options('assigneeId', named(choices.assignees)),
  };
}

function statsView(
  { total, openByAge }: Report,
  time: ReportAddress['time'],
  wording: Wording,
  { t }: Reader,
) {
  const { count, duration, share } = wording;
  const open = openByAge.reduce((sum, age) => sum + age.open, 0);
  const rated = total.good + total.bad;
  const p90 = (times: Times) => t('reports.p90Hint', { time: duration(p90Of(times, time)) });
  return [
    { label: t('reports.opened'), value: count(total.opened) },
    { label: t('reports.closed'), value: count(total.closed) },
    { label: t('reports.openNow'), value: count(open), href: '/admin/tickets' },
    {
      label: t('reports.firstAnswer'),
      value: duration(medianOf(total.firstAnswer, time)),
      hint: p90(total.firstAnswer),
    },
    {
      label: t('reports.solution'),
      value: duration(medianOf(total.solution, time)),
      hint: p90(total.solution),
    },
    {
      label: t('reports.ratedGood'),
      value: share(total.good, rated),
      hint: t('reports.ratings', { count: rated }),
      href: ratingsPath,
    },
    ...(total.suggested === null
      ? []
      : [
          {
            label: t('reports.solvedWithout'),
            value: share(total.solvedWithout ?? 0, total.suggested),
            hint: t('reports.solvedHint', {
              solved: count(total.solvedWithout),
              shown: count(total.suggested),
            }),
          },
        ]),
  ];
}

function agesView({ openByAge }: Report, { count }: Wording, { t }: Reader) {
  const most = Math.max(1, ...openByAge.map(({ open }) => open));
  return openByAge.map(({ underDays, open }, place) => ({
    label: underDays === null ? t('reports.age.older') : t('reports.age.under', { count: underDays }),
    text: count(open),
    y: place * 28,
    width: Math.round((open / most) * 1_000) / 10,
  }));
}
