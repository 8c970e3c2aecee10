import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../../kernel/aggregate-root.js';
import { change } from '../../../../kernel/change.js';
import type { Id } from '../../../../kernel/ids.js';
import { ServiceLevelsChanged } from '../../events/service-levels-changed.js';
import { ensureCalendarRules } from './calendar-rules.js';
import type { CalendarRules, Span, SpecialDay } from './opening-hours.js';

export type BusinessCalendarId = Id<'business-calendar'>;

/** A calendar as people write it. */
export interface CalendarWords extends CalendarRules {
  readonly name: string;
}

/** When support works: hours of each weekday, holidays, and days that are open exceptionally (row SU-4). */
@Entity({ schema: 'support', tableName: 'business_calendar' })
export class BusinessCalendar extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: BusinessCalendarId;
  @Property({ type: 'text' })
  readonly name!: string;
  @Property({ type: 'text' })
  readonly timeZone!: string;
  @Property({ type: 'json' })
  readonly week!: readonly (readonly Span[])[];
  @Property({ type: 'json' })
  readonly specialDays!: readonly SpecialDay[];
  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @throws InvalidInput for hours that are none */
  static write(id: BusinessCalendarId, words: CalendarWords): BusinessCalendar {
    const calendar = new BusinessCalendar();
    change<BusinessCalendar>(calendar, { id, ...checked(words) });
    return calendar;
  }

  /** Requests that are open are due anew. @throws InvalidInput for hours that are none */
  rewrite(words: CalendarWords, now: Date): void {
    change<BusinessCalendar>(this, checked(words));
    this.raise(ServiceLevelsChanged.of({ what: 'calendar', id: this.id }, now));
  }
}

function checked({ name, timeZone, week, specialDays }: CalendarWords): CalendarWords {
  ensureCalendarRules({ timeZone, week, specialDays });
  const sorted = specialDays.toSorted((a, b) => a.date.localeCompare(b.date));
  return { name, timeZone, week, specialDays: sorted };
}
