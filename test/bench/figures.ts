import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';

/** One measured figure; `compared` is what the bar is held against, a ratio where there is a roofline. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly roofline: number | null;
  readonly compared: number;
  readonly bar: { readonly atLeast: number } | { readonly atMost: number } | null;
}

export function passes(figure: Figure): boolean | null {
  if (figure.bar === null) return null;
  return 'atLeast' in figure.bar
    ? figure.compared >= figure.bar.atLeast
    : figure.compared <= figure.bar.atMost;
}

/** One line per figure: value, roofline, ratio, bar, pass or short. */
export function print(figures: readonly Figure[]): void {
  const rows = [['figure', 'value', 'roofline', 'compared', 'bar', ''], ...figures.map(cells)];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

function cells(figure: Figure): string[] {
  const { bar, roofline } = figure;
  const verdict = passes(figure);
  return [
    figure.name,
    `${short(figure.value)} ${figure.unit}`,
    roofline === null ? '-' : short(roofline),
    figure.compared === figure.value ? '-' : `${short(figure.compared)}x`,
    bar === null ? '-' : 'atLeast' in bar ? `>= ${bar.atLeast}` : `<= ${bar.atMost}`,
    verdict === null ? '' : verdict ? 'pass' : 'short',
  ];
}

const short = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);

/** Everything another run needs to be compared with. */
export function write(
  file: string,
  figures: readonly Figure[],
  facts: Readonly<Record<string, unknown>>,
): void {
  mkdirSync(dirname(file), { recursive: true });
  const machine = {
    cpus: cpus().length,
    model: cpus()[0]?.model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  const judged = figures.map((figure) => ({ ...figure, pass: passes(figure) }));
  const report = { at: new Date().toISOString(), node: process.version, machine, ...facts, figures: judged };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}
