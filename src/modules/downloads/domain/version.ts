import { InvalidInput } from '../../../kernel/errors.js';

// Every quantifier is bounded, so the match is linear in an input that is capped at 60 characters.
const pattern =
  /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:-([0-9A-Za-z-]{1,20}(?:\.[0-9A-Za-z-]{1,20}){0,3}))?$/;

/**
 * The version of a release: `major.minor.patch` with an optional pre-release, ordered as in Semantic Versioning.
 * Missing parts are zero, so 2.1 and 2.1.0 are one version.
 * @see https://semver.org/#spec-item-11
 */
export class Version {
  private constructor(
    readonly numbers: readonly [number, number, number],
    readonly preRelease: readonly string[],
  ) {}

  /** @throws InvalidInput naming `field` when the text is no version. */
  static parse(text: string, field = 'version'): Version {
    const parts = text.length <= 60 ? pattern.exec(text.trim()) : null;
    if (!parts) throw InvalidInput.field(field, 'Write the version like 2.4.1 or 3.0.0-beta.2.');
    const [, major, minor, patch, preRelease] = parts;
    return new Version(
      [Number(major), Number(minor ?? 0), Number(patch ?? 0)],
      preRelease ? preRelease.split('.') : [],
    );
  }

  /** Negative when this one is older than the other, zero when they are one version. */
  compare(other: Version): number {
    for (const [index, number] of this.numbers.entries()) {
      const difference = number - (other.numbers[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return comparePreReleases(this.preRelease, other.preRelease);
  }

  toString(): string {
    const numbers = this.numbers.join('.');
    return this.preRelease.length > 0 ? `${numbers}-${this.preRelease.join('.')}` : numbers;
  }
}

/** What a machine told as its version may be anything; null when it is none. */
export function versionIn(text: string): Version | null {
  try {
    return Version.parse(text);
  } catch {
    return null;
  }
}

function comparePreReleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const difference = compareIdentifiers(part, other);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareIdentifiers(a: string, b: string): number {
  const numeric = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (numeric[0] && numeric[1]) return Number(a) - Number(b);
  if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
