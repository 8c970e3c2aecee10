import { standingOf } from '../../domain/standing.js';
import { type Standing, type Verdict, verdictOf } from '../../domain/verdict.js';
import type { FoundMachine } from './find-machine.js';

/** What the product asks about beyond the license itself. */
export interface Wishes {
  /** Whether a machine asks; otherwise the license itself is judged. */
  readonly forMachine: boolean;
  readonly features: readonly string[];
  readonly versionPublishedAt: Date | null;
}

export const noWishes: Wishes = { forMachine: true, features: [], versionPublishedAt: null };

const nothingAsked = { taken: 0, asked: 0, limit: null };

/**
 * The verdict on what one statement found. Nobody is counted: who holds a place keeps it, and who holds none is refused
 * for that.
 */
export function judgeMachine(found: FoundMachine | null, wishes: Wishes, now: Date): Verdict {
  if (!found) return verdictOf(null, now);
  const { status, expiresAt, maintenanceEndsAt, overage } = found;
  return verdictOf(
    {
      status,
      expiresAt,
      maintenanceEndsAt,
      overage,
      standing: wishes.forMachine ? standingIn(found, now) : 'absent',
      floating: found.kind === 'floating',
      places: null,
      cores: nothingAsked,
      users: nothingAsked,
      usage: null,
      features: featuresOf(found),
      wantedFeatures: wishes.features,
      versionPublishedAt: wishes.versionPublishedAt,
    },
    now,
  );
}

/** Where the machine stands that was found, if any. */
export function standingIn(found: FoundMachine, now: Date): Standing {
  const { releasedAt, releaseReason, lastSeenAt, leaseEndsAt } = found;
  const machine = lastSeenAt && { releasedAt, releaseReason, lastSeenAt, leaseEndsAt };
  return standingOf(machine, found, now);
}

/** Codes of what the license unlocks, sorted. */
export function featuresOf({ features }: FoundMachine): readonly string[] {
  return [...new Set(features)].sort();
}
