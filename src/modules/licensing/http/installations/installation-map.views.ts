import type { Reader } from '../../../../platform/http/readers.js';
import { shownTime } from '../../../../platform/i18n/format.js';
import type { InstallationMap, MapCell } from '../../application/installations/map-installations.js';

const mostVersions = 20;
const mostPlatforms = 6;
const barHeight = 28;

interface Counted {
  readonly key: string;
  readonly active: number;
  readonly silent: number;
}

interface Scale {
  /** Machines of the version that has the most. */
  readonly most: number;
  readonly number: Intl.NumberFormat;
}

const machinesOf = ({ active, silent }: Pick<Counted, 'active' | 'silent'>): number => active + silent;

/** What runs, as bars by version and as a table of versions and platforms. Rarer ones are folded into one row or column. */
export function mapView(map: InstallationMap, { t, locale, timeZone, now }: Reader) {
  const number = new Intl.NumberFormat(locale);
  const other = t('console.map.other');
  const kept = {
    version: mostUsed(map.cells, 'version', mostVersions),
    platform: mostUsed(map.cells, 'platform', mostPlatforms),
  };
  const cells = map.cells.map((cell) => ({
    ...cell,
    version: kept.version.has(cell.version) ? cell.version : other,
    platform: kept.platform.has(cell.platform) ? cell.platform : other,
  }));
  const versions = inOrder(totals(cells, 'version'), other, locale);
  const platforms = [...totals(cells, 'platform')].sort((a, b) => machinesOf(b) - machinesOf(a));
  const scale = { most: Math.max(1, ...versions.map(machinesOf)), number };
  return {
    countedAt: map.countedAt && shownTime(map.countedAt, now, locale, timeZone),
    uncounted: map.countedAt === null,
    summary: t('console.map.summary', {
      count: machinesOf(map),
      machines: number.format(machinesOf(map)),
      active: number.format(map.active),
      silent: number.format(map.silent),
    }),
    platforms: platforms.map(({ key }) => key),
    chart: { height: versions.length * barHeight },
    bars: versions.map((version, place) => barOf(version, place, scale)),
    rows: versions.map((version) => ({
      version: version.key,
      total: number.format(machinesOf(version)),
      silent: number.format(version.silent),
      cells: platforms.map(({ key: platform }) => ({
        platform,
        ...shaded(
          sum(cells.filter((cell) => cell.version === version.key && cell.platform === platform)),
          scale,
        ),
      })),
    })),
  };
}

function shaded(machines: number, { most, number }: Scale) {
  const level = machines === 0 ? 0 : Math.max(1, Math.ceil((machines / most) * 4));
  return { text: machines === 0 ? '–' : number.format(machines), level };
}

const sum = (cells: readonly MapCell[]): number => cells.reduce((all, cell) => all + machinesOf(cell), 0);

function totals(cells: readonly MapCell[], by: 'version' | 'platform'): Counted[] {
  const found = new Map<string, Counted>();
  for (const cell of cells) {
    const before = found.get(cell[by]) ?? { key: cell[by], active: 0, silent: 0 };
    found.set(cell[by], {
      key: cell[by],
      active: before.active + cell.active,
      silent: before.silent + cell.silent,
    });
  }
  return [...found.values()];
}

function mostUsed(cells: readonly MapCell[], by: 'version' | 'platform', most: number): Set<string> {
  const sorted = totals(cells, by).sort((a, b) => machinesOf(b) - machinesOf(a));
  return new Set(sorted.slice(0, most).map(({ key }) => key));
}

// The newest version first, as numbers and not as letters: 10.0 stands above 9.0.
function inOrder(versions: readonly Counted[], other: string, locale: string): Counted[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return [...versions].sort((a, b) => (a.key === other ? 1 : b.key === other ? -1 : compare(b.key, a.key)));
}

function barOf(version: Counted, place: number, { most, number }: Scale) {
  const width = (machines: number): number => Math.round((machines / most) * 1_000) / 10;
  return {
    version: version.key,
    y: place * barHeight,
    active: width(version.active),
    silent: width(version.silent),
    text: number.format(machinesOf(version)),
  };
}
