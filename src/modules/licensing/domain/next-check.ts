import { day, hour, minute, second } from '../../../kernel/clock.js';
import { heartbeatEvery } from './standing.js';
import type { Verdict } from './verdict.js';

interface Ahead {
  readonly expiresAt: Date | null;
  readonly heartbeatSeconds: number | null;
  readonly leaseEndsAt: Date | null;
}

/**
 * In how many seconds the product should ask again: before anything that changes the answer by itself, at least once a
 * day and at most once a minute. After a refusal in an hour: people who mend it ask at once.
 */
export function nextCheckSeconds({ valid }: Verdict, ahead: Ahead | null, now: Date): number {
  if (!valid || !ahead) return hour / second;
  const { expiresAt, heartbeatSeconds, leaseEndsAt } = ahead;
  const until = (end: Date | null, share: number): number =>
    end === null ? day : ((end.getTime() - now.getTime()) * share) / second;
  const soonest = Math.min(
    day / second,
    until(expiresAt, 1),
    until(leaseEndsAt, 0.5),
    heartbeatEvery(heartbeatSeconds) ?? day / second,
  );
  return Math.max(Math.ceil(soonest), minute / second);
}
