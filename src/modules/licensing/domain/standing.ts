import { later, second } from '../../../kernel/clock.js';
import type { ReleaseReason } from '../events/installation-released.js';
import type { Standing } from './verdict.js';

/** What is known of the machine that asks. */
export interface MachineRecord {
  readonly releasedAt: Date | null;
  readonly releaseReason: ReleaseReason | null;
  readonly lastSeenAt: Date;
  /** Of its lease, when one was taken and not returned; null: it holds none. */
  readonly leaseEndsAt: Date | null;
}

type Rules = { readonly kind: 'node-locked' | 'floating'; readonly heartbeatSeconds: number | null };

/**
 * Where a machine stands, null for one that the license does not know. The clock alone decides: whether a job or another
 * machine's activation already wrote a lapse down changes nothing.
 */
export function standingOf(machine: MachineRecord | null, rules: Rules, now: Date): Standing {
  const installed = installedStanding(machine, rules.heartbeatSeconds, now);
  if (machine === null || installed !== 'holds' || rules.kind === 'node-locked') return installed;
  return machine.leaseEndsAt !== null && machine.leaseEndsAt > now ? 'holds' : 'lease-over';
}

/** Where it stands as an installation, lease or not: what a machine needs to take a lease. */
export function installedStanding(
  machine: Omit<MachineRecord, 'leaseEndsAt'> | null,
  heartbeatSeconds: number | null,
  now: Date,
): 'unknown' | 'released' | 'lapsed' | 'holds' {
  if (machine === null) return 'unknown';
  const { releasedAt, releaseReason, lastSeenAt } = machine;
  if (releasedAt !== null) return releaseReason === 'lapsed' ? 'lapsed' : 'released';
  const lapses = heartbeatSeconds !== null && later(lastSeenAt, heartbeatSeconds * second) < now;
  return lapses ? 'lapsed' : 'holds';
}

/**
 * How often the product should send a heartbeat: three times in the time after which silence gives its place away, so
 * that two may get lost. Null where silence costs nothing.
 */
export function heartbeatEvery(heartbeatSeconds: number | null): number | null {
  return heartbeatSeconds === null ? null : Math.max(Math.floor(heartbeatSeconds / 3), 20);
}
