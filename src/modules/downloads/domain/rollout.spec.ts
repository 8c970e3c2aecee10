import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { inRollout } from './rollout.js';

const release = '019a0000-0000-7000-8000-000000000001';
const installations = Array.from({ length: 4_000 }, () => randomUUID());

describe('DL-1 a staged rollout', () => {
  it('reaches nobody at 0 and everybody at 100', () => {
    expect(installations.filter((id) => inRollout(release, id, 0))).toEqual([]);
    expect(installations.filter((id) => inRollout(release, id, 100))).toEqual(installations);
  });

  it('reaches about as many as it says', () => {
    const reached = installations.filter((id) => inRollout(release, id, 25)).length / installations.length;
    // Four standard deviations of 4,000 draws.
    expect(Math.abs(reached - 0.25)).toBeLessThan(0.028);
  });

  it('never takes back what it offered as the percentage grows', () => {
    for (const id of installations.slice(0, 300)) {
      const offered = Array.from({ length: 101 }, (_, percent) => inRollout(release, id, percent));
      expect(offered.lastIndexOf(false)).toBeLessThan(offered.indexOf(true));
    }
  });

  it('draws anew for each release', () => {
    const first = installations.filter((id) => inRollout(release, id, 50));
    const both = first.filter((id) => inRollout(randomUUID(), id, 50));
    expect(both.length / first.length).toBeLessThan(0.6);
    expect(both.length / first.length).toBeGreaterThan(0.4);
  });
});
