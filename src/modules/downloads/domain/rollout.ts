import { createHash } from 'node:crypto';

/**
 * Whether a release that is offered to `percent` of a hundred installations is offered to this one. The same
 * installation always gets the same answer, one that has it keeps it as the percentage grows, and each release draws
 * anew, so that nobody is first every time.
 */
export function inRollout(releaseId: string, installationId: string, percent: number): boolean {
  const hash = createHash('sha256').update(`${releaseId}:${installationId}`).digest();
  // 32 bits are enough: the last digits favour no number by more than one in forty million.
  return hash.readUInt32BE(0) % 100 < percent;
}
