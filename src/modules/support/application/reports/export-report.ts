import { Injectable } from '@nestjs/common';
import { byteOrderMark, csvRecord } from '../../../../platform/csv.js';
import type { Times } from './read-figures.js';
import { type AskedReport, type ReportedPeriod, ReportRequests } from './report-requests.js';

const columns = [
  'period_start',
  'opened',
  'answered',
  'closed',
  'reopened',
  'backlog',
  ...timeColumns('first_answer'),
  'solutions',
  ...timeColumns('solution'),
  'rated_good',
  'rated_bad',
  'suggested',
  'solved_without_request',
];

/** Writes a report as CSV, a line for each period. */
@Injectable()
export class ExportReport {
  constructor(private readonly report: ReportRequests) {}

  /** @throws InvalidInput like the report */
  async execute(asked: AskedReport): Promise<string> {
    const { periods } = await this.report.execute(asked);
    return byteOrderMark + [columns, ...periods.map(cellsOf)].map(csvRecord).join('');
  }
}

function timeColumns(of: string): string[] {
  return ['median_minutes', 'p90_minutes', 'median_working_minutes', 'p90_working_minutes'].map(
    (what) => `${of}_${what}`,
  );
}

const cell = (value: number | null): string => (value === null ? '' : String(Math.round(value * 10) / 10));

const timeCells = ({ median, p90, workMedian, workP90 }: Times): string[] =>
  [median, p90, workMedian, workP90].map(cell);

function cellsOf(period: ReportedPeriod): string[] {
  const { start, opened, answered, closed, reopened, backlog, firstAnswer, solution } = period;
  return [
    start,
    ...[opened, answered, closed, reopened, backlog].map(cell),
    ...timeCells(firstAnswer),
    cell(solution.count),
    ...timeCells(solution),
    ...[period.good, period.bad, period.suggested, period.solvedWithout].map(cell),
  ];
}
