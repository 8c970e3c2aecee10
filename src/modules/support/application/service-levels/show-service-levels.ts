import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { Licensing, type ProductSummary } from '../../../licensing/index.js';
import type { Span, SpecialDay } from '../../domain/service-level/opening-hours.js';
import type { Targets } from '../../domain/service-level/service-level.js';
import type { TicketKind } from '../../events/ticket-words.js';

export interface ShownCalendar {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly week: readonly (readonly Span[])[];
  readonly specialDays: readonly SpecialDay[];
  readonly version: number;
}

export interface ShownServiceLevel {
  readonly id: string;
  readonly name: string;
  readonly calendarId: string;
  readonly calendarName: string;
  readonly kind: TicketKind | null;
  readonly productId: string | null;
  /** Null: for every product, or one that is gone. */
  readonly productName: string | null;
  readonly targets: Targets;
  readonly version: number;
}

/** Vendors have few of these; lists end here. */
const most = 100;

/** Calendars and service levels; for staff. */
@Injectable()
export class ShowServiceLevels {
  constructor(
    private readonly database: ReadDatabase,
    private readonly licensing: Licensing,
  ) {}

  /** By name. */
  calendars(): Promise<ShownCalendar[]> {
    return this.findCalendars(nothing);
  }

  /** @throws NotFound */
  async calendar(id: string): Promise<ShownCalendar> {
    const [calendar] = await this.findCalendars(sql`where c.id = ${id}`);
    if (!calendar) throw NotFound.of('calendar');
    return calendar;
  }

  /** The default one first, then by name. */
  levels(): Promise<ShownServiceLevel[]> {
    return this.findLevels(nothing);
  }

  /** @throws NotFound */
  async level(id: string): Promise<ShownServiceLevel> {
    const [level] = await this.findLevels(sql`where l.id = ${id}`);
    if (!level) throw NotFound.of('service level');
    return level;
  }

  /** What a service level can be for. */
  products(): Promise<ProductSummary[]> {
    return this.licensing.products();
  }

  private findCalendars(condition: Statement): Promise<ShownCalendar[]> {
    return this.database.many<ShownCalendar>(sql`
      select c.id, c.name, c.time_zone as "timeZone", c.week, c.special_days as "specialDays", c.version
      from support.business_calendar c ${condition} order by c.name, c.id limit ${most}`);
  }

  private async findLevels(condition: Statement): Promise<ShownServiceLevel[]> {
    const [rows, names] = await Promise.all([
      this.database.many<Omit<ShownServiceLevel, 'productName'>>(sql`
        select l.id, l.name, l.calendar_id as "calendarId", c.name as "calendarName", l.kind,
          l.product_id as "productId", l.targets, l.version
        from support.service_level l join support.business_calendar c on c.id = l.calendar_id ${condition}
        order by l.kind is not null or l.product_id is not null, l.name, l.id limit ${most}`),
      this.licensing.productNames(),
    ]);
    return rows.map((row) => ({ ...row, productName: row.productId && (names.get(row.productId) ?? null) }));
  }
}
