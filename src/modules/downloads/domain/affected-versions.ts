import { InvalidInput } from '../../../kernel/errors.js';
import { Version } from './version.js';

/** Versions from one (null: from the first) to before another (null: not mended yet). Spelled in normal form. */
export interface AffectedRange {
  readonly from: string | null;
  readonly fixedIn: string | null;
}

/** `unknown`: what the product told is no version, or nobody told one. */
export type Affection = 'affected' | 'safe' | 'unknown';

/** The ranges in normal form. @throws InvalidInput for what is no version, and a range that is empty */
export function spelledRanges(ranges: readonly AffectedRange[]): AffectedRange[] {
  return ranges.map(({ from, fixedIn }) => {
    const first = from === null ? null : Version.parse(from, 'ranges');
    const fix = fixedIn === null ? null : Version.parse(fixedIn, 'ranges');
    if (first && fix && first.compare(fix) >= 0)
      throw InvalidInput.field('ranges', 'The fix must be newer than the first affected version.');
    return { from: first?.toString() ?? null, fixedIn: fix?.toString() ?? null };
  });
}

/** Whether the version lies in one of the ranges. */
export function affection(version: string, ranges: readonly AffectedRange[]): Affection {
  const own = parsed(version);
  if (!own) return 'unknown';
  return ranges.some((range) => liesIn(own, range)) ? 'affected' : 'safe';
}

/** The oldest fix that is newer than the version; null when there is none yet. */
export function fixFor(version: string, ranges: readonly AffectedRange[]): string | null {
  const own = parsed(version);
  if (!own) return null;
  return ranges.find((range) => liesIn(own, range))?.fixedIn ?? null;
}

/** Whether one of the ranges ends with the version, and none holds it. */
export function isFix(version: string, ranges: readonly AffectedRange[]): boolean {
  const own = parsed(version);
  if (!own || affection(version, ranges) === 'affected') return false;
  return ranges.some(({ fixedIn }) => fixedIn !== null && own.compare(Version.parse(fixedIn)) === 0);
}

function liesIn(version: Version, { from, fixedIn }: AffectedRange): boolean {
  const begun = from === null || version.compare(Version.parse(from)) >= 0;
  return begun && (fixedIn === null || version.compare(Version.parse(fixedIn)) < 0);
}

function parsed(version: string): Version | null {
  try {
    return Version.parse(version);
  } catch {
    return null;
  }
}
