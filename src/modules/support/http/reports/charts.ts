/** One row of bars of a chart. */
export interface Series {
  readonly label: string;
  /** How it looks: filled, soft with an edge, or gray. */
  readonly look: 'active' | 'silent' | 'muted';
  /** A value for each column; null leaves a gap. */
  readonly values: readonly (number | null)[];
}

const height = 100;
const columnWidth = 10;
const gap = 1.5;

/** Columns side by side for each period, as rectangles of an SVG that is stretched to its place. */
export function columnChart(series: readonly Series[], written: (value: number) => string) {
  const columns = Math.max(0, ...series.map(({ values }) => values.length));
  const most = Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const width = (columnWidth - gap) / Math.max(1, series.length);
  return {
    width: columns * columnWidth,
    most: written(most),
    legend: series.length > 1 ? series.map(({ label, look }) => ({ label, look })) : [],
    bars: series.flatMap(({ look, values }, row) =>
      values.flatMap((value, column) => {
        if (!value || most === 0) return [];
        const tall = rounded((value / most) * height);
        const x = rounded(column * columnWidth + gap / 2 + row * width);
        return [{ look, x, y: rounded(height - tall), width: rounded(width), height: tall }];
      }),
    ),
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
