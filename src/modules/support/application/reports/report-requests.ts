import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { dateIn } from '../../../../kernel/time-zone.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { type Figures, ReadFigures, type Times } from './read-figures.js';
import { isNarrow, type ReportFilter } from './report-filter.js';
import { periodsOf, type ReportPeriod, type ReportStep } from './report-periods.js';

export interface AskedReport extends ReportFilter {
  /** The first and the last day; the last thirty days when they are not set. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly step: ReportStep;
}

/** What happened to requests in a span of time. */
export interface ReportCounts {
  readonly opened: number;
  /** Requests that got their first answer. */
  readonly answered: number;
  readonly closed: number;
  readonly reopened: number;
  readonly firstAnswer: Times;
  /** Of those whose last closing was then, and that are still closed. */
  readonly solution: Times;
  readonly good: number;
  readonly bad: number;
  /** Forms of new requests beside which answers were suggested; null when the report is narrowed. */
  readonly suggested: number | null;
  /** Answers that made a request needless; null when the report is narrowed, because they have no request. */
  readonly solvedWithout: number | null;
}

export interface ReportedPeriod extends ReportCounts {
  /** Its first day. */
  readonly start: string;
  /** Requests that were not closed at its end, or are not now; null while it is to come. */
  readonly backlog: number | null;
}

export interface Report {
  readonly from: string;
  readonly to: string;
  readonly step: ReportStep;
  /** Of the office, so that everybody reads the same numbers. */
  readonly timeZone: string;
  /** What changed since is not in it yet; null: everything is being counted for the first time. */
  readonly countedAt: Date | null;
  readonly periods: readonly ReportedPeriod[];
  readonly total: ReportCounts;
  /** Requests that are not closed now, by how long ago they were opened. */
  readonly openByAge: readonly { readonly underDays: number | null; readonly open: number }[];
}

const ages = [1, 3, 7, 30, 90, null];
const defaultDays = 30;
const nothingTook: Times = { count: 0, median: null, p90: null, workMedian: null, workP90: null };

/** How much there was to do, how fast it was done, and how it was liked; for staff. */
@Injectable()
export class ReportRequests {
  constructor(
    private readonly database: ReadDatabase,
    private readonly figures: ReadFigures,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput for a span that is none or has too many periods */
  async execute(asked: AskedReport): Promise<Report> {
    const now = this.clock.now();
    const { timeZone, countedAt } = await this.frame();
    const span = spanOf(asked, timeZone, now);
    const periods = periodsOf(span, timeZone);
    const [figures, open, suggestions] = await Promise.all([
      this.figures.of(periods, asked),
      this.figures.openByAge(now, asked),
      isNarrow(asked) ? null : this.figures.suggestionsByDay(span),
    ]);
    const suggestedIn = periods.map(({ start }, place) => {
      const next = periods[place + 1]?.start;
      const days = suggestions?.filter(({ day }) => day >= start && (next === undefined || day < next));
      return {
        suggested: days ? sum(days.map(({ shown }) => shown)) : null,
        solvedWithout: days ? sum(days.map(({ solved }) => solved)) : null,
      };
    });
    const backlogs = backlogsOf(periods, figures, sum(open));
    const reported = periods.map(
      ({ start, from }, index): ReportedPeriod => ({
        ...countsAt(figures, index + 1),
        ...(suggestedIn[index] ?? { suggested: null, solvedWithout: null }),
        start,
        backlog: from > now ? null : (backlogs[index] ?? 0),
      }),
    );
    const openByAge = ages.map((underDays, place) => ({ underDays, open: open[place] ?? 0 }));
    return { ...span, timeZone, countedAt, periods: reported, total: totalOf(reported, figures), openByAge };
  }

  private async frame(): Promise<{ readonly timeZone: string; readonly countedAt: Date | null }> {
    const row = await this.database.one<{ timeZone: string; countedAt: Date | null }>(sql`
      select c.time_zone as "timeZone", s.counted_at as "countedAt"
      from support.report_state s, support.service_level l join support.business_calendar c on c.id = l.calendar_id
      where l.product_id is null and l.kind is null`);
    if (!row) throw new Error('There is no default service level.');
    return row;
  }
}

function spanOf({ from, to, step }: AskedReport, timeZone: string, now: Date) {
  const last = to ?? dateIn(timeZone, now);
  const first = new Date(`${last}T00:00:00Z`);
  first.setUTCDate(first.getUTCDate() - defaultDays + 1);
  return { from: from ?? first.toISOString().slice(0, 10), to: last, step };
}

function countsAt(figures: Figures, place: number): Omit<ReportCounts, 'suggested' | 'solvedWithout'> {
  const { closed = 0, reopened = 0 } = figures.closings.get(place) ?? {};
  const { good = 0, bad = 0 } = figures.ratings.get(place) ?? {};
  const firstAnswer = figures.answers.get(place) ?? nothingTook;
  return {
    opened: figures.opened.get(place)?.opened ?? 0,
    answered: firstAnswer.count,
    ...{ closed, reopened, firstAnswer },
    solution: figures.solutions.get(place) ?? nothingTook,
    ...{ good, bad },
  };
}

function totalOf(periods: readonly ReportedPeriod[], figures: Figures): ReportCounts {
  const all = (of: (period: ReportedPeriod) => number): number => sum(periods.map(of));
  const isCounted = periods.every(({ solvedWithout }) => solvedWithout !== null);
  return {
    opened: all(({ opened }) => opened),
    answered: all(({ answered }) => answered),
    closed: all(({ closed }) => closed),
    reopened: all(({ reopened }) => reopened),
    firstAnswer: figures.answers.get(null) ?? nothingTook,
    solution: figures.solutions.get(null) ?? nothingTook,
    good: all(({ good }) => good),
    bad: all(({ bad }) => bad),
    suggested: isCounted ? all(({ suggested }) => suggested ?? 0) : null,
    solvedWithout: isCounted ? all(({ solvedWithout }) => solvedWithout ?? 0) : null,
  };
}

/** Backwards from what is open now, so that nothing older than the report is read. */
function backlogsOf(
  periods: readonly ReportPeriod[],
  { opened, closings, openedLater }: Figures,
  openNow: number,
): number[] {
  const changeAt = (place: number): number => {
    const { closed = 0, reopened = 0 } = closings.get(place) ?? {};
    return (opened.get(place)?.opened ?? 0) + reopened - closed;
  };
  let open = openNow - openedLater - changeAt(periods.length + 1);
  const backlogs: number[] = [];
  for (let place = periods.length; place > 0; place -= 1) {
    backlogs.unshift(open);
    open -= changeAt(place);
  }
  return backlogs;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
