import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { newId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import {
  BusinessCalendar,
  type BusinessCalendarId,
  type CalendarWords,
} from '../../domain/service-level/business-calendar.js';
import {
  CalendarInUse,
  ServiceRulesChangedMeanwhile,
} from '../../domain/service-level/service-level.errors.js';
import { ServiceLevel } from '../../domain/service-level/service-level.js';
import type { Holiday } from './read-holidays.js';

/** What managers do with calendars. Each step is one entry of the audit log. */
@Injectable()
export class WriteCalendar {
  constructor(
    readonly em: EntityManager,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput for hours that are none */
  @Transactional()
  async add(words: CalendarWords): Promise<BusinessCalendarId> {
    const id = newId<BusinessCalendarId>();
    this.em.persist(BusinessCalendar.write(id, words));
    await this.audit.record({ action: 'support.calendar-added', objectId: id });
    return id;
  }

  /**
   * @param command.version the one that the editor read
   * @throws NotFound, InvalidInput, ServiceRulesChangedMeanwhile
   */
  @Transactional()
  async change(command: {
    readonly id: string;
    readonly version: number;
    readonly words: CalendarWords;
  }): Promise<void> {
    const { id, version, words } = command;
    const calendar = await this.locked(id);
    if (calendar.version !== version) throw ServiceRulesChangedMeanwhile.to(calendar.version);
    calendar.rewrite(words, this.clock.now());
    await this.audit.record({ action: 'support.calendar-changed', objectId: id });
  }

  /**
   * Closes the calendar on these days. Days that are special already stay as they are, so adding twice adds nothing.
   * @returns how many were added
   * @throws NotFound, InvalidInput
   */
  @Transactional()
  async addHolidays(id: string, holidays: readonly Holiday[]): Promise<number> {
    const calendar = await this.locked(id);
    const added = newOnes(holidays, calendar.specialDays);
    if (added.length === 0) return 0;
    const { name, timeZone, week, specialDays } = calendar;
    const closed = added.map((day) => ({ ...day, spans: [] }));
    calendar.rewrite({ name, timeZone, week, specialDays: [...specialDays, ...closed] }, this.clock.now());
    await this.audit.record({
      action: 'support.calendar-changed',
      objectId: id,
      details: { holidays: added.length },
    });
    return added.length;
  }

  /** @throws NotFound. @throws CalendarInUse while a service level follows it */
  @Transactional()
  async remove(id: string): Promise<void> {
    const calendar = await this.locked(id);
    const follower = await this.em.findOne(ServiceLevel, { calendarId: calendar.id });
    if (follower) throw CalendarInUse.by(follower.id);
    this.em.remove(calendar);
    await this.audit.record({ action: 'support.calendar-removed', objectId: id });
  }

  private async locked(id: string): Promise<BusinessCalendar> {
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const calendar = await this.em.findOne(BusinessCalendar, { id: id as BusinessCalendarId }, { lockMode });
    if (!calendar) throw NotFound.of('calendar');
    return calendar;
  }
}

/** Those on days that are not special yet. */
export function newOnes<Day extends Holiday>(
  holidays: readonly Day[],
  special: readonly { readonly date: string }[],
): Day[] {
  const known = new Set(special.map(({ date }) => date));
  return holidays.filter(({ date }) => !known.has(date));
}
