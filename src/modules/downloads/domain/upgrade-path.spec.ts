import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge, type UpdateRight } from './release.policy.js';
import { type PlannedRelease, upgradePath } from './upgrade-path.js';
import { Version } from './version.js';

const rights: UpdateRight[] = [
  { licenseId: 'l', state: 'valid', maintenanceEndsAt: new Date('2026-06-30T00:00:00Z') },
];

const release = (version: string, about: Partial<PlannedRelease> = {}): PlannedRelease => ({
  id: version,
  version,
  channel: 'stable',
  status: 'published',
  publishedAt: new Date('2026-01-01T00:00:00Z'),
  haltedAt: null,
  breakingChanges: '',
  minimumVersion: null,
  ...about,
});

const plan = (from: string, to: string | null, releases: PlannedRelease[]) => {
  const path = upgradePath(
    { from: Version.parse(from), to: to === null ? null : Version.parse(to) },
    releases,
    rights,
  );
  return { ...path, versions: path.steps.map((step) => step.release.version) };
};

const late = { publishedAt: new Date('2026-07-01T00:00:00Z') };

describe('DL-5 the upgrade path', () => {
  it('stops where a release asks for a newer version first, and nowhere else', () => {
    const releases = [
      release('1.1.0'),
      release('2.0.0', { minimumVersion: '1.1.0' }),
      release('2.1.0', { minimumVersion: '1.1.0' }),
      release('3.0.0', { minimumVersion: '2.0.0' }),
    ];
    expect(plan('1.0.0', '3.0.0', releases).versions).toEqual(['1.1.0', '2.1.0', '3.0.0']);
    expect(plan('2.0.0', '3.0.0', releases).versions).toEqual(['3.0.0']);
  });

  it('goes to the newest permitted release when no goal is named', () => {
    const releases = [release('1.1.0'), release('1.2.0'), release('2.0.0', late)];
    expect(plan('1.0.0', null, releases)).toMatchObject({ outcome: 'PATH', versions: ['1.2.0'] });
    expect(plan('1.2.0', null, releases).outcome).toBe('UP_TO_DATE');
    expect(plan('1.5.0', null, releases).outcome).toBe('UP_TO_DATE');
    expect(plan('1.0.0', null, [release('2.0.0', late)]).outcome).toBe('NOTHING_PERMITTED');
  });

  it('keeps betas out of the way to a stable release', () => {
    const releases = [
      release('1.5.0-beta.1', { channel: 'beta' }),
      release('2.0.0', { minimumVersion: '1.2.0' }),
      release('2.1.0-beta.1', { channel: 'beta', minimumVersion: '1.2.0' }),
    ];
    expect(plan('1.0.0', '2.0.0', releases)).toMatchObject({ outcome: 'NO_WAY', versions: [] });
    expect(plan('1.0.0', '2.1.0-beta.1', releases).versions).toEqual(['1.5.0-beta.1', '2.1.0-beta.1']);
  });

  it('tells what breaks in every version passed, once, and also of withdrawn ones', () => {
    const releases = [
      release('1.1.0', { breakingChanges: 'A', status: 'yanked' }),
      release('2.0.0-beta.1', { breakingChanges: 'B', channel: 'beta' }),
      release('2.0.0', { breakingChanges: 'B' }),
      release('3.0.0', { minimumVersion: '2.0.0', breakingChanges: 'C' }),
    ];
    const told = plan('1.0.0', '3.0.0', releases).steps.map(({ breaking }) => breaking.map(({ id }) => id));
    expect(told).toEqual([['1.1.0', '2.0.0'], ['3.0.0']]);
  });

  it.each([
    ['an unknown goal', '1.0.0', '9.0.0', 'UNKNOWN_VERSION', null],
    ['an older goal', '2.0.0', '1.1.0', 'OLDER_VERSION', null],
    ['a goal outside maintenance', '1.0.0', '4.0.0', 'REFUSED', '4.0.0'],
    ['a gap', '1.0.0', '5.0.0', 'NO_WAY', '5.0.0'],
    ['the version itself', '1.1.0', '1.1', 'UP_TO_DATE', undefined],
  ])('says why there is no path for %s', (_, from, to, outcome, obstacle) => {
    const releases = [
      release('1.1.0'),
      release('4.0.0', late),
      release('5.0.0', { minimumVersion: '4.5.0', ...late }),
    ];
    const path = plan(
      from,
      to,
      to === '5.0.0' ? [releases[0], releases[2]].flatMap((r) => r ?? []) : releases,
    );
    expect(path.outcome).toBe(outcome);
    if ('obstacle' in path) expect(path.obstacle?.version ?? null).toBe(obstacle);
  });

  it('names the refused stop, and how far one gets', () => {
    const releases = [
      release('1.1.0'),
      release('2.0.0', late),
      release('3.0.0', { minimumVersion: '2.0.0' }),
    ];
    expect(plan('1.0.0', '3.0.0', releases)).toMatchObject({
      outcome: 'REFUSED',
      versions: ['1.1.0'],
      obstacle: { version: '2.0.0' },
    });
  });
});

describe('DL-5 any set of releases', () => {
  const minors = fc.integer({ min: 1, max: 12 });
  const anyRelease = fc.record({
    minor: minors,
    minimum: fc.option(fc.integer({ min: 0, max: 11 }), { nil: null }),
    beta: fc.boolean(),
    state: fc.constantFrom('fine', 'fine', 'late', 'yanked', 'halted'),
  });
  const releasesOf = fc
    .uniqueArray(anyRelease, { selector: ({ minor }) => minor, maxLength: 12 })
    .map((all) =>
      all.map(({ minor, minimum, beta, state }) =>
        release(`1.${minor}.0`, {
          channel: beta ? 'beta' : 'stable',
          minimumVersion: minimum === null ? null : `1.${minimum}.0`,
          status: state === 'yanked' ? 'yanked' : 'published',
          haltedAt: state === 'halted' ? new Date(0) : null,
          ...(state === 'late' ? late : {}),
        }),
      ),
    );

  /** Breadth first over every allowed step: the length of the shortest path, or null. */
  function shortest(from: string, to: PlannedRelease, releases: readonly PlannedRelease[]): number | null {
    let reached = [from];
    for (let length = 1; length <= releases.length; length += 1) {
      reached = reached.flatMap((version) =>
        releases.filter((next) => allowed(version, next, to)).map((next) => next.version),
      );
      if (reached.includes(to.version)) return length;
      reached = [...new Set(reached)];
    }
    return null;
  }

  const allowed = (from: string, next: PlannedRelease, goal: PlannedRelease): boolean =>
    judge(next, rights).entitled &&
    (next.channel === 'stable' || goal.channel === 'beta') &&
    Version.parse(next.version).compare(Version.parse(from)) > 0 &&
    Version.parse(next.minimumVersion ?? '0').compare(Version.parse(from)) <= 0;

  it('has only allowed steps, as few as there can be, and a path whenever there is one', () => {
    fc.assert(
      fc.property(releasesOf, minors, fc.nat(11), (releases, fromMinor, index) => {
        const from = `1.${fromMinor - 1}.0`;
        const goal = releases[index % Math.max(releases.length, 1)];
        if (!goal) return;
        const path = upgradePath(
          { from: Version.parse(from), to: Version.parse(goal.version) },
          releases,
          rights,
        );
        let here = from;
        for (const { release: next } of path.steps) {
          expect(allowed(here, next, goal)).toBe(true);
          here = next.version;
        }
        expect(path.outcome === 'PATH' ? path.steps.length : null).toBe(shortest(from, goal, releases));
      }),
      { numRuns: 300 },
    );
  });
});
