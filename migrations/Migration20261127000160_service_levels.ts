import { Migration } from '@mikro-orm/migrations';

/** Service levels: business calendars, what is promised at each priority, and the clock of every request (row SU-4). */
export class Migration20261127000160_service_levels extends Migration {
  override up(): void {
    this.addSql(`
      alter table support.ticket add column priority text not null default 'normal'
        check (priority in ('low', 'normal', 'high', 'urgent'))`);
    // The clock knows it from now on; the column goes with the release after the next one.
    this.addSql('alter table support.ticket alter column first_response_due_at drop not null');
    this.addCalendars();
    this.addClocks();
    for (const [column, comment] of comments)
      this.addSql(`comment on column support.${column} is '${comment}'`);
  }

  private addCalendars(): void {
    this.addSql(`
      create table support.business_calendar (
        id uuid primary key,
        name text not null check (char_length(name) between 1 and 120),
        time_zone text not null check (char_length(time_zone) between 1 and 60),
        week jsonb not null check (jsonb_array_length(week) = 7),
        special_days jsonb not null check (jsonb_array_length(special_days) <= 500),
        version integer not null default 1
      )`);
    this.addSql(`
      create table support.service_level (
        id uuid primary key,
        name text not null check (char_length(name) between 1 and 120),
        calendar_id uuid not null references support.business_calendar (id),
        kind text null check (kind in ('support', 'service')),
        product_id uuid null,
        targets jsonb not null check (jsonb_typeof(targets) = 'object'),
        version integer not null default 1,
        unique nulls not distinct (kind, product_id)
      )`);
    this.addSql('create index service_level_of_calendar on support.service_level (calendar_id)');
    this.addSql(`insert into support.business_calendar (id, name, time_zone, week, special_days)
      values ('${calendarId}', 'Office hours', 'UTC', '${JSON.stringify(week)}', '[]')`);
    this.addSql(`insert into support.service_level (id, name, calendar_id, targets)
      values ('019ac000-0000-7000-8000-000000000002', 'Standard', '${calendarId}', '${JSON.stringify(targets)}')`);
  }

  private addClocks(): void {
    // Deferred, because the clock is an aggregate of its own, written in any order with its ticket.
    this.addSql(`
      create table support.service_clock (
        ticket_id uuid primary key references support.ticket (id) deferrable initially deferred,
        organization_id uuid not null,
        first_response_due_at timestamptz(3) null,
        first_response_met_at timestamptz(3) null,
        resolution_due_at timestamptz(3) null,
        resolution_met_at timestamptz(3) null,
        paused_at timestamptz(3) null,
        due_target text null check (due_target in ('first-response', 'resolution')),
        due_at timestamptz(3) null check (due_at is null or due_target is not null),
        warn_at timestamptz(3) null,
        escalate_at timestamptz(3) null,
        warned_for timestamptz(3) null,
        overdue_for timestamptz(3) null
      )`);
    // What was promised stays; the next change of its status reads the clock by the service level.
    this.addSql(`
      insert into support.service_clock (ticket_id, organization_id, first_response_due_at, first_response_met_at,
        due_target, due_at, escalate_at)
      select id, organization_id, first_response_due_at, coalesce(first_responded_at, case when status = 'closed'
          then last_public_activity_at end), waits.target, waits.due_at, case when waits.due_at > now() then waits.due_at end
      from support.ticket, lateral (
        select 'first-response' as target, first_response_due_at as due_at
        where status <> 'closed' and first_responded_at is null
        union all select null, null where status = 'closed' or first_responded_at is not null) waits`);
    this.addSql(
      'create index service_clock_due on support.service_clock (due_at, ticket_id) where due_at is not null',
    );
    this.addSql(`create index service_clock_escalating on support.service_clock (escalate_at)
      where escalate_at is not null`);
  }

  override down(): void {
    for (const table of ['service_clock', 'service_level', 'business_calendar'])
      this.addSql(`drop table support.${table}`);
    this.addSql(`update support.ticket set first_response_due_at = created_at + interval '1 day'
      where first_response_due_at is null`);
    this.addSql('alter table support.ticket alter column first_response_due_at set not null');
    this.addSql('alter table support.ticket drop column priority');
  }
}

const calendarId = '019ac000-0000-7000-8000-000000000001';

// Monday to Friday from nine to five; Saturday and Sunday closed.
const week = Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ opens: 540, closes: 1_020 }] : []));

const hours = (firstResponse: number, resolution: number, aroundTheClock: boolean) => ({
  firstResponseMinutes: firstResponse * 60,
  resolutionMinutes: resolution * 60,
  aroundTheClock,
});

const targets = {
  low: hours(16, 80, false),
  normal: hours(8, 40, false),
  high: hours(4, 16, false),
  urgent: hours(1, 8, true),
};

const comments: readonly (readonly [string, string])[] = [
  ['ticket.priority', 'plain: how much it presses'],
  ['business_calendar.name', 'plain: what staff call it'],
  ['business_calendar.time_zone', 'plain: where the office is'],
  ['business_calendar.week', 'plain: opening hours of each weekday'],
  ['business_calendar.special_days', 'plain: holidays and exceptional openings'],
  ['service_level.name', 'plain: what staff call it'],
  ['service_level.kind', 'plain: which requests it is for'],
  ['service_level.targets', 'plain: how soon answers and solutions are promised'],
  ['service_clock.due_target', 'plain: what is due next'],
];
