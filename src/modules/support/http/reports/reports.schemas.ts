import { z } from 'zod';
import { id } from '../../../../platform/http/fields.js';
import { listing, listQuery, pageCursor } from '../../../../platform/http/paging.js';
import type { ListedRating } from '../../application/reports/list-ratings.js';
import type { Times } from '../../application/reports/read-figures.js';
import { reportSteps } from '../../application/reports/report-periods.js';
import type { Report, ReportCounts } from '../../application/reports/report-requests.js';
import { ratingScores, ticketChannels, ticketKinds, ticketPriorities } from '../../events/ticket-words.js';

const day = z.iso
  .date('Use a day like 2026-11-27.')
  .refine((date) => date >= '2000' && date < '2100', 'Use a day of this century.');
const narrowing = {
  kind: z.enum(ticketKinds, 'Use support or service.').optional(),
  priority: z.enum(ticketPriorities, 'Use low, normal, high or urgent.').optional(),
  channel: z
    .enum(ticketChannels, 'Use portal, mail or import.')
    .optional()
    .describe('By which way they came in.'),
  productId: id('product').optional(),
  categoryId: id('category').optional(),
  assigneeId: id('agent').optional().describe('Who has them now.'),
};

export const reportQuery = z.strictObject({
  from: day.optional().describe('The first day; without it the last thirty days.'),
  to: day.optional().describe('The last day; today without it.'),
  step: z.enum(reportSteps, 'Use day, week or month.').default('day'),
  ...narrowing,
});

export const timings = ['work', 'wall'] as const;

const or = <Type extends z.ZodType>(type: Type, fallback: z.output<Type>) =>
  z.preprocess(
    (value) => (value === '' ? undefined : value),
    type.catch(() => fallback),
  );

/** The same in the address of a page, where what is malformed or empty is left out, so the page always opens. */
export const reportAddress = z.object({
  from: or(day.optional(), undefined),
  to: or(day.optional(), undefined),
  step: or(z.enum(reportSteps), 'day'),
  time: or(z.enum(timings), 'work'),
  kind: or(narrowing.kind, undefined),
  priority: or(narrowing.priority, undefined),
  channel: or(narrowing.channel, undefined),
  productId: or(narrowing.productId, undefined),
  categoryId: or(narrowing.categoryId, undefined),
  assigneeId: or(narrowing.assigneeId, undefined),
});
export type ReportAddress = z.output<typeof reportAddress>;

const mostColumns = 120;
const dayMs = 86_400_000;

/** The address with a span that has a report: the right way round, and not more columns than one can tell apart. */
export function fitted(address: ReportAddress, now: Date): ReportAddress {
  const [first, last] = [address.from, address.to].toSorted();
  const { from, to } = address.from && address.to ? { from: first, to: last } : address;
  const end = to ? Date.parse(to) : now.getTime();
  const days = from ? Math.ceil((end - Date.parse(from)) / dayMs) : 0;
  if (days < 0 || days > mostColumns * 30) return { ...address, from: undefined, to };
  const step =
    days > mostColumns * 7 ? 'month' : days > mostColumns && address.step === 'day' ? 'week' : address.step;
  return { ...address, from, to, step };
}

const minutes = z.number().nullable();
const times = z
  .object({
    count: z.int(),
    median: minutes.describe('Minutes.'),
    p90: minutes.describe('Minutes that nine of ten took at most.'),
    workMedian: minutes.describe('Minutes of opening hours while the request waited for us.'),
    workP90: minutes,
  })
  .meta({ id: 'ReportTimes' });
const counts = {
  opened: z.int(),
  answered: z.int().describe('Requests that got their first answer.'),
  closed: z.int(),
  reopened: z.int(),
  firstAnswer: times,
  solution: times.describe('Of the requests whose last closing was then.'),
  good: z.int(),
  bad: z.int(),
  suggested: z
    .int()
    .nullable()
    .describe('Forms of new requests beside which answers were suggested; null when the report is narrowed.'),
  solvedWithout: z
    .int()
    .nullable()
    .describe('Answers that made a request needless; null when the report is narrowed.'),
};
export const reportAnswer = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    step: z.enum(reportSteps),
    timeZone: z.string().describe('Days are those of the office.'),
    countedAt: z.iso
      .datetime()
      .nullable()
      .describe('What changed since is not in it yet. Null: counted for the first time.'),
    periods: z.array(
      z
        .object({
          start: z.iso.date(),
          ...counts,
          backlog: z.int().nullable().describe('Requests that were not closed at the end of it.'),
        })
        .meta({ id: 'ReportPeriod' }),
    ),
    total: z.object(counts).meta({ id: 'ReportCounts' }),
    openByAge: z
      .array(z.object({ underDays: z.int().nullable(), open: z.int() }).meta({ id: 'ReportAge' }))
      .describe('Requests that are not closed now, by how long ago they were opened.'),
  })
  .meta({ id: 'RequestReport' });

const tenths = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
const timesOf = ({ count, median, p90, workMedian, workP90 }: Times) => ({
  count,
  median: tenths(median),
  p90: tenths(p90),
  workMedian: tenths(workMedian),
  workP90: tenths(workP90),
});
const countsOf = <Counts extends ReportCounts>(some: Counts) => ({
  ...some,
  firstAnswer: timesOf(some.firstAnswer),
  solution: timesOf(some.solution),
});
export const toReport = ({ periods, total, countedAt, ...report }: Report) => ({
  ...report,
  countedAt: countedAt?.toISOString() ?? null,
  periods: periods.map(countsOf),
  total: countsOf(total),
});

const score = z.enum(ratingScores, 'Use good or bad.').optional();
const commented = z.enum(['yes'], 'Use yes, or leave it out.').optional().describe('Only with a comment.');
export const ratingsQuery = z.strictObject({ ...listQuery.shape, score, commented });
export const ratingsAddress = z.object({
  cursor: pageCursor,
  score: score.catch(undefined),
  commented: commented.catch(undefined),
});
export const ratingsAnswer = listing(
  z
    .object({
      ticketId: z.uuid(),
      number: z.string(),
      subject: z.string(),
      organizationId: z.uuid(),
      organizationName: z.string().nullable(),
      assigneeId: z.uuid().nullable(),
      assigneeName: z.string().nullable(),
      score: z.enum(ratingScores),
      comment: z.string().nullable(),
      ratedAt: z.iso.datetime(),
    })
    .meta({ id: 'RatedTicket' }),
);
export const toRating = ({ id: ticketId, ratedAt, ...rating }: ListedRating) => ({
  ticketId,
  ...rating,
  ratedAt: ratedAt.toISOString(),
});
