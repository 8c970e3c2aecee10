import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import {
  aroundTheClock,
  type CalendarRules,
  OpeningHours,
} from '../../domain/service-level/opening-hours.js';
import type { Promised } from '../../domain/service-level/request-clock.js';
import type { Targets } from '../../domain/service-level/service-level.js';
import type { TicketKind, TicketPriority } from '../../events/ticket-words.js';

/** What decides which service level is for a request. */
export interface RequestScope {
  readonly kind: TicketKind;
  readonly productId: string | null;
}

interface Row extends CalendarRules {
  readonly id: string;
  readonly name: string;
  readonly calendarId: string;
  readonly calendarVersion: number;
  readonly targets: Targets;
}

/** The service level of a request, with what it promises there. */
export interface FoundPromise {
  readonly levelId: string;
  readonly levelName: string;
  readonly timeZone: string;
  readonly promised: Promised;
}

/** Finds what is promised for a request: the level of its product and kind, of its product, of its kind, or of all. */
@Injectable()
export class ServicePromises {
  // Hours remember their days; a changed calendar has another version.
  private readonly hours = new Map<string, OpeningHours>();

  constructor(private readonly database: ReadDatabase) {}

  async of(scope: RequestScope, priority: TicketPriority): Promise<FoundPromise> {
    const row = await this.database.one<Row>(sql`
      select l.id, l.name, l.targets, c.id as "calendarId", c.version as "calendarVersion",
        c.time_zone as "timeZone", c.week, c.special_days as "specialDays"
      from support.service_level l join support.business_calendar c on c.id = l.calendar_id
      where (l.product_id is null or l.product_id = ${scope.productId})
        and (l.kind is null or l.kind = ${scope.kind})
      order by l.product_id nulls last, l.kind nulls last limit 1`);
    if (!row) throw new Error('There is no default service level.');
    const target = row.targets[priority];
    const { firstResponseMinutes, resolutionMinutes } = target;
    const hours = target.aroundTheClock ? aroundTheClock : this.hoursOf(row);
    const promised = { hours, firstResponseMinutes, resolutionMinutes };
    return { levelId: row.id, levelName: row.name, timeZone: row.timeZone, promised };
  }

  private hoursOf({ calendarId, calendarVersion, timeZone, week, specialDays }: Row): OpeningHours {
    const key = `${calendarId} ${calendarVersion}`;
    const known = this.hours.get(key);
    if (known) return known;
    const hours = new OpeningHours({ timeZone, week, specialDays });
    if (this.hours.size >= 100) this.hours.clear();
    this.hours.set(key, hours);
    return hours;
  }
}
