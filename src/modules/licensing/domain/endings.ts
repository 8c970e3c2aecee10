import { day, later } from '../../../kernel/clock.js';
import type { Term } from './term.js';

/** Days before an end at which people are reminded, the nearest first (row LI-7). */
export const reminderDays = [1, 7, 30, 60] as const;

/** What ends, and when. */
export interface Ending {
  readonly what: 'license' | 'maintenance';
  readonly endsAt: Date;
}

/** A stage that has come. `isNews` is false when it was over before the end was set. */
export interface DueReminder extends Ending {
  readonly days: (typeof reminderDays)[number];
  readonly isNews: boolean;
}

/** The ends of a license that are worth a reminder. With its license everything ends, so that maintenance adds nothing. */
export function endingsOf({ expiresAt, maintenanceEndsAt }: Term): readonly Ending[] {
  const maintenance = { what: 'maintenance', endsAt: maintenanceEndsAt } as const;
  if (expiresAt === null) return [maintenance];
  const license = { what: 'license', endsAt: expiresAt } as const;
  return maintenanceEndsAt < later(expiresAt, -day) ? [maintenance, license] : [license];
}

/** The nearest stage that has come, or null: those before it were missed, and one reminder is enough. */
export function dueReminder(ending: Ending, setAt: Date, now: Date): DueReminder | null {
  const { endsAt } = ending;
  if (endsAt <= now) return null;
  const days = reminderDays.find((each) => later(endsAt, -each * day) <= now);
  return days === undefined ? null : { ...ending, days, isNews: later(endsAt, -days * day) > setAt };
}
