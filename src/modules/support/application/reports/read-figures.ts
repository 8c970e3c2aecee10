import { Injectable } from '@nestjs/common';
import { ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { isNarrow, narrowedFacts, type ReportFilter } from './report-filter.js';
import type { ReportPeriod } from './report-periods.js';

/** How long something took, in minutes. Null when nothing did. */
export interface Times {
  readonly count: number;
  readonly median: number | null;
  /** Nine of ten took no longer. */
  readonly p90: number | null;
  /** The same in opening hours while the request waited for us. */
  readonly workMedian: number | null;
  readonly workP90: number | null;
}

/** Rows belong to a period by its place, counted from 1; null is all periods together. */
interface Placed {
  readonly place: number | null;
}

interface TimesRow extends Placed {
  readonly count: number;
  readonly wall: readonly number[] | null;
  readonly work: readonly number[] | null;
}

type ByPlace<Row> = ReadonlyMap<number | null, Row>;

export interface Figures {
  readonly opened: ByPlace<{ readonly opened: number }>;
  readonly answers: ByPlace<Times>;
  readonly solutions: ByPlace<Times>;
  /** One place more than there are periods: what happened after the last. */
  readonly closings: ByPlace<{ readonly closed: number; readonly reopened: number }>;
  readonly openedLater: number;
  readonly ratings: ByPlace<{ readonly good: number; readonly bad: number }>;
}

/** Forms beside which something was suggested, and what that solved. */
interface SuggestionDay {
  readonly day: string;
  readonly solved: number;
  readonly shown: number;
}

const days = [1, 3, 7, 30, 90];

/** Counts facts of requests by period, each figure by one statement. What each counts is said in docs/reports.md. */
@Injectable()
export class ReadFigures {
  constructor(private readonly database: ReadDatabase) {}

  async of(periods: readonly ReportPeriod[], filter: ReportFilter): Promise<Figures> {
    const [first, last] = [periods[0], periods.at(-1)];
    if (!first || !last) throw new RangeError('A report has a period.');
    const bounds = [...periods.map(({ from }) => from), last.until];
    const placed = (column: Statement): Statement =>
      sql`width_bucket(${column}, ${bounds}::timestamptz[])::int as place`;
    const within = (column: Statement): Statement =>
      sql`${column} >= ${first.from} and ${column} < ${last.until}`;
    const some = narrowedFacts(filter);
    const time = (column: Statement, work: Statement): Statement => sql`
      select place, count(*) as count, percentile_cont(array[0.5, 0.9]) within group (order by wall) as wall,
        percentile_cont(array[0.5, 0.9]) within group (order by work) as work
      from (select ${placed(column)}, extract(epoch from ${column} - f.opened_at)::float8 / 60 as wall, ${work} as work
        from support.ticket_fact f where ${within(column)} ${some}) timed
      group by grouping sets ((place), ())`;
    const [opened, answers, solutions, closings, later, ratings] = await Promise.all([
      this.database.many<Placed & { opened: number }>(sql`
        select ${placed(sql`f.opened_at`)}, count(*) as opened from support.ticket_fact f
        where ${within(sql`f.opened_at`)} ${some} group by 1`),
      this.database.many<TimesRow>(time(sql`f.answered_at`, sql`f.answer_work_minutes`)),
      this.database.many<TimesRow>(time(sql`f.closed_at`, sql`f.solve_work_minutes`)),
      this.database.many<Placed & { closed: number; reopened: number }>(sql`
        select ${placed(sql`c.at`)}, count(*) filter (where c.change < 0) as closed,
          count(*) filter (where c.change > 0) as reopened
        from support.closing_fact c ${isNarrow(filter) ? sql`join support.ticket_fact f on f.ticket_id = c.ticket_id` : sql``}
        where c.at >= ${first.from} ${some} group by 1`),
      this.database.one<{ opened: number }>(sql`
        select count(*) as opened from support.ticket_fact f where f.opened_at >= ${last.until} ${some}`),
      this.database.many<Placed & { good: number; bad: number }>(sql`
        select ${placed(sql`r.rated_at`)}, count(*) filter (where r.score = 'good') as good,
          count(*) filter (where r.score = 'bad') as bad
        from support.rating r join support.ticket_fact f on f.ticket_id = r.ticket_id
        where ${within(sql`r.rated_at`)} ${some} group by 1`),
    ]);
    return {
      opened: byPlace(opened),
      answers: byPlace(answers.map(timesOf)),
      solutions: byPlace(solutions.map(timesOf)),
      closings: byPlace(closings),
      openedLater: later?.opened ?? 0,
      ratings: byPlace(ratings),
    };
  }

  /** Requests that are not closed, by how long ago they were opened: up to 1, 3, 7, 30 and 90 days, and longer. */
  async openByAge(now: Date, filter: ReportFilter): Promise<number[]> {
    const rows = await this.database.many<{ place: number; open: number }>(sql`
      select width_bucket(extract(epoch from ${now}::timestamptz - f.opened_at)::float8 / 86400, ${days}::float8[])::int
        as place, count(*) as open
      from support.ticket_fact f where f.closed_at is null ${narrowedFacts(filter)} group by 1`);
    return [0, ...days].map((_, place) => rows.find((row) => row.place === place)?.open ?? 0);
  }

  /** By day of UTC: who solved it without a request is kept nowhere, and neither is the hour. */
  async suggestionsByDay({ from, to }: { readonly from: string; readonly to: string }) {
    return await this.database.many<SuggestionDay>(sql`
      select day::text as day, sum(solved) as solved, sum(shown) as shown
      from (select day, solved, 0 as shown from support.deflection
        union all select day, 0, 1 from support.suggested_form
        union all select day, 0, shown from support.suggested_day) suggestion
      where day between ${from}::date and ${to}::date group by day`);
  }
}

const byPlace = <Row extends Placed>(rows: readonly Row[]): ByPlace<Row> =>
  new Map(rows.map((row) => [row.place, row]));

const timesOf = ({ place, count, wall, work }: TimesRow): Placed & Times => ({
  place,
  count,
  median: wall?.[0] ?? null,
  p90: wall?.[1] ?? null,
  workMedian: work?.[0] ?? null,
  workP90: work?.[1] ?? null,
});
