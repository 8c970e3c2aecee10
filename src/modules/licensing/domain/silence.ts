import { day, later, second } from '../../../kernel/clock.js';

const ordinarySilence = 14 * day;

/**
 * True when a machine was not seen for so long that it is probably gone: for longer than the policy lets it be silent,
 * or two weeks where the policy says nothing.
 */
export function isSilent(lastSeenAt: Date, heartbeatSeconds: number | null, now: Date): boolean {
  const patience = heartbeatSeconds === null ? ordinarySilence : heartbeatSeconds * second;
  return lastSeenAt < later(now, -patience);
}
