import { day, later } from '../../../../kernel/clock.js';

const silentAfterDays = 30;

/** Whoever was last seen before is silent on the map. */
export const silentSince = (now: Date): Date => later(now, -silentAfterDays * day);
