import type { Reader } from '../../../../platform/http/readers.js';
import type { Times } from '../../application/reports/read-figures.js';
import type { Report, ReportedPeriod } from '../../application/reports/report-requests.js';
import { columnChart, type Series } from './charts.js';
import type { Wording } from './report.wording.js';
import type { ReportAddress } from './reports.schemas.js';

export const medianOf = (times: Times, time: ReportAddress['time']) =>
  time === 'work' ? times.workMedian : times.median;
export const p90Of = (times: Times, time: ReportAddress['time']) =>
  time === 'work' ? times.workP90 : times.p90;

interface Column {
  readonly label: string;
  readonly of: (period: ReportedPeriod) => string;
}

/** A chart of some of the columns, with the table of all of them beneath. */
interface Drawn {
  readonly key: string;
  readonly series: readonly Series[];
  readonly columns: readonly Column[];
  readonly written: (value: number) => string;
}

interface Words {
  readonly time: ReportAddress['time'];
  readonly wording: Wording;
  readonly reader: Reader;
}

type Of<Value> = (period: ReportedPeriod) => Value;

/** Makes rows of bars, and columns of the tables, of the periods of a report. */
class Drawing {
  constructor(
    private readonly periods: readonly ReportedPeriod[],
    private readonly words: Words,
  ) {}

  private series(key: string, look: Series['look'], of: Of<number | null>): Series {
    return { label: this.words.reader.t(`reports.${key}`), look, values: this.periods.map(of) };
  }

  private column(key: string, of: Of<string>): Column {
    return { label: this.words.reader.t(`reports.${key}`), of };
  }

  private counts(...columns: readonly (readonly [string, Of<number | null>])[]): Column[] {
    const { count } = this.words.wording;
    return columns.map(([key, of]) => this.column(key, (period) => count(of(period))));
  }

  volume(): Drawn {
    return {
      key: 'volume',
      series: [
        this.series('opened', 'active', ({ opened }) => opened),
        this.series('answered', 'muted', ({ answered }) => answered),
        this.series('closed', 'silent', ({ closed }) => closed),
      ],
      columns: this.counts(
        ['opened', ({ opened }) => opened],
        ['answered', ({ answered }) => answered],
        ['closed', ({ closed }) => closed],
        ['reopened', ({ reopened }) => reopened],
      ),
      written: this.words.wording.count,
    };
  }

  times(key: 'firstAnswer' | 'solution'): Drawn {
    const { time, wording } = this.words;
    const { duration } = wording;
    const median: Of<number | null> = (period) => medianOf(period[key], time);
    const p90: Of<number | null> = (period) => p90Of(period[key], time);
    return {
      key,
      series: [this.series('median', 'active', median), this.series('p90', 'silent', p90)],
      columns: [
        ...this.counts(['requests', (period) => period[key].count]),
        this.column('median', (period) => duration(median(period))),
        this.column('p90', (period) => duration(p90(period))),
      ],
      written: duration,
    };
  }

  rating(): Drawn {
    const { count, share } = this.words.wording;
    return {
      key: 'rating',
      series: [
        this.series('good', 'active', ({ good }) => good),
        this.series('bad', 'silent', ({ bad }) => bad),
      ],
      columns: [
        ...this.counts(['good', ({ good }) => good], ['bad', ({ bad }) => bad]),
        this.column('goodShare', ({ good, bad }) => share(good, good + bad)),
      ],
      written: count,
    };
  }

  suggestions(): Drawn {
    const { count, share } = this.words.wording;
    const suggested: Of<number | null> = (period) => period.suggested;
    const solved: Of<number | null> = (period) => period.solvedWithout;
    return {
      key: 'solvedWithout',
      series: [this.series('solvedWithout', 'active', solved), this.series('suggested', 'silent', suggested)],
      columns: [
        ...this.counts(['suggested', suggested], ['solvedWithout', solved]),
        this.column('solvedShare', (period) => share(solved(period) ?? 0, suggested(period) ?? 0)),
      ],
      written: count,
    };
  }

  backlog(): Drawn {
    const backlog: Of<number | null> = (period) => period.backlog;
    return {
      key: 'backlog',
      series: [this.series('backlog', 'active', backlog)],
      columns: this.counts(['backlog', backlog]),
      written: this.words.wording.count,
    };
  }
}

/** The charts of a report, each with the table beneath. */
export function chartsOf({ periods, total }: Report, words: Words) {
  const drawing = new Drawing(periods, words);
  const drawn = [
    drawing.volume(),
    drawing.times('firstAnswer'),
    drawing.times('solution'),
    drawing.backlog(),
    drawing.rating(),
    ...(total.solvedWithout === null ? [] : [drawing.suggestions()]),
  ];
  return drawn.map((one) => chartView(one, periods, words));
}

function chartView(
  { key, series, columns, written }: Drawn,
  periods: readonly ReportedPeriod[],
  words: Words,
) {
  const { t } = words.reader;
  const days = periods.map(({ start }) => words.wording.day(start));
  return {
    id: `chart-${key}`,
    heading: t(`reports.chart.${key}`),
    description: t(`reports.chart.${key}Text`),
    columns: columns.map(({ label }) => label),
    first: days[0],
    last: days.length > 1 ? days.at(-1) : null,
    ...columnChart(series, written),
    rows: periods
      .map((period, place) => ({
        start: days[place],
        cells: columns.map(({ label, of }) => ({ label, text: of(period) })),
      }))
      .reverse(),
  };
}
