import type { ToldEntry } from '../../application/history/list-license-history.js';

/** One line of a timeline: an entry, or many of one kind that follow each other. */
export interface TimelineLine {
  readonly newest: ToldEntry;
  readonly oldest: ToldEntry;
  readonly count: number;
  readonly machines: number;
  /** Null: the line is its one entry. */
  readonly folded: 'leases' | 'lapsed' | 'transfer' | null;
}

type Topic = NonNullable<TimelineLine['folded']>;

/** Machines that still get a line each; more of them share one. */
const mostNamed = 3;

/**
 * Machines that take and return leases all day would hide what else happened to a license: such entries that follow
 * each other become one line per machine, or one for all when there are many. The chain itself keeps each.
 * @param entries the newest first
 * @param most it ends with the fact that reaches so many lines
 */
export function foldedEntries(entries: readonly ToldEntry[], most: number): TimelineLine[] {
  const lines: TimelineLine[] = [];
  for (const { topic, run } of runsOf(entries)) {
    if (lines.length >= most) break;
    lines.push(...linesOf(topic, run));
  }
  return lines;
}

/** The place that older entries come before; null when the lines reach the beginning of the chain. */
export function goesOnBefore(lines: readonly TimelineLine[]): number | null {
  const oldest = Math.min(...lines.map((line) => line.oldest.place));
  return lines.length > 0 && oldest > 1 ? oldest : null;
}

function linesOf(topic: Topic | null, run: readonly ToldEntry[]): TimelineLine[] {
  const machines = [...Map.groupBy(run, machineOf).values()];
  if (topic !== null && machines.length > mostNamed) return [lineOf(run, topic)];
  if (topic === 'leases') return machines.map((own) => lineOf(own, topic));
  return run.map((entry) => lineOf([entry], null));
}

interface Run {
  readonly topic: Topic | null;
  readonly run: ToldEntry[];
}

function runsOf(entries: readonly ToldEntry[]): Run[] {
  const runs: Run[] = [];
  for (const entry of entries) {
    const topic = topicOf(entry);
    const last = runs.at(-1);
    if (last && topic !== null && last.topic === topic) last.run.push(entry);
    else runs.push({ topic, run: [entry] });
  }
  return runs;
}

function topicOf({ kind, data: { reason } }: ToldEntry): Topic | null {
  if (kind === 'lease-taken' || kind === 'lease-ended') return 'leases';
  if (kind === 'installation-released' && (reason === 'lapsed' || reason === 'transfer')) return reason;
  return null;
}

const machineOf = ({ data }: ToldEntry): string => String(data.installationId);

function lineOf(entries: readonly ToldEntry[], topic: Topic | null): TimelineLine {
  const [newest] = entries;
  const oldest = entries.at(-1);
  if (!newest || !oldest) throw new Error('A line of a timeline has an entry.');
  const count = entries.length;
  const machines = new Set(entries.map(machineOf)).size;
  return { newest, oldest, count, machines, folded: count === 1 ? null : topic };
}
