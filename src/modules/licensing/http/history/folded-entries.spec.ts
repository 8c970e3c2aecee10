import { describe, expect, it } from '@jest/globals';
import type { ToldEntry } from '../../application/history/list-license-history.js';
import { foldedEntries, goesOnBefore } from './folded-entries.js';

let place = 1_000;
const told = (kind: string, machine: string, reason: string | null = null): ToldEntry => {
  place -= 1;
  const at = new Date(Date.UTC(2026, 10, 26) + place * 60_000);
  return {
    place,
    kind,
    at,
    entry: '',
    hash: '',
    machine,
    by: null,
    reason: null,
    data: { installationId: machine, reason },
  };
};
const taken = (machine: string) => told('lease-taken', machine);
const ended = (machine: string) => told('lease-ended', machine, 'returned');
const lines = (entries: readonly ToldEntry[]) =>
  foldedEntries(entries, 50).map(({ newest, count, folded }) => [
    folded ?? newest.kind,
    newest.machine,
    count,
  ]);

describe('the timeline of a license', () => {
  it('LI-6 tells many leases of one machine in one line, from the oldest to the newest', () => {
    const entries = [ended('a'), taken('a'), ended('a'), taken('a')];
    const [line, ...rest] = foldedEntries(entries, 50);
    expect(rest).toEqual([]);
    expect(line).toEqual({ newest: entries[0], oldest: entries[3], count: 4, machines: 1, folded: 'leases' });
  });

  it('LI-6 leaves what stands alone as it is, and keeps the order', () => {
    const entries = [taken('a'), told('license-renewed', 'a'), ended('a'), taken('b'), ended('b')];
    expect(lines(entries)).toEqual([
      ['lease-taken', 'a', 1],
      ['license-renewed', 'a', 1],
      ['lease-ended', 'a', 1],
      ['leases', 'b', 2],
    ]);
  });

  it('LI-6 tells many machines in one line together', () => {
    const machines = ['a', 'b', 'c', 'd'];
    expect(lines(machines.map(taken))).toEqual([['leases', 'a', 4]]);
    expect(lines(machines.slice(1).map(taken))).toHaveLength(3);
    const gone = machines.map((machine) => told('installation-released', machine, 'transfer'));
    const silent = machines.map((machine) => told('installation-released', machine, 'lapsed'));
    expect(lines([...gone, ...silent])).toEqual([
      ['transfer', 'a', 4],
      ['lapsed', 'a', 4],
    ]);
  });

  it('LI-6 folds nothing that a person did', () => {
    const machines = ['a', 'b', 'c', 'd'];
    const released = machines.map((machine) => told('installation-released', machine, 'agent'));
    expect(lines(released)).toHaveLength(4);
    expect(foldedEntries(released, 2)).toHaveLength(2);
  });

  it('LI-6 goes on where a page of it ends, and neither tells nor leaves out anything twice', () => {
    // Two machines in turn: the line of the one ends below that of the other.
    const entries = [
      taken('a'),
      taken('b'),
      ended('a'),
      ended('b'),
      told('license-renewed', 'a'),
      taken('a'),
    ];
    const lines = foldedEntries(entries, 1);
    expect(lines.map(({ count }) => count)).toEqual([2, 2]);
    expect(goesOnBefore(lines)).toBe(entries[3]?.place);
    expect(foldedEntries(entries.slice(4), 1)).toHaveLength(1);
    expect(goesOnBefore([])).toBeNull();
    const [only] = foldedEntries([{ ...taken('a'), place: 1 }], 1);
    expect(only && goesOnBefore([only])).toBeNull();
  });
});
