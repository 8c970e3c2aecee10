import { Migration } from '@mikro-orm/migrations';

/**
 * What reports count: a row for each request, made by a job, since a page cannot read a million histories. The database
 * notes which requests changed, so that no use case can change one and leave its row behind.
 */
export class Migration20261127000350_ticket_facts extends Migration {
  override up(): void {
    this.addSql(`
      create table support.changed_ticket (
        id bigint generated always as identity primary key,
        ticket_id uuid not null
      )`);
    this.addSql(`
      create table support.report_state (
        one boolean primary key default true check (one),
        counted_at timestamptz(3) null
      )`);
    this.addSql('insert into support.report_state default values');
    this.addFacts();
    this.addTriggers();
    this.addSql('insert into support.changed_ticket (ticket_id) select id from support.ticket order by id');
    for (const [column, comment] of comments)
      this.addSql(`comment on column support.ticket_fact.${column} is 'plain: ${comment}'`);
  }

  private addFacts(): void {
    this.addSql(`
      create table support.ticket_fact (
        ticket_id uuid primary key references support.ticket (id) on delete cascade,
        opened_at timestamptz(3) not null,
        answered_at timestamptz(3) null,
        closed_at timestamptz(3) null,
        answer_work_minutes double precision null,
        solve_work_minutes double precision null,
        kind text not null,
        priority text not null,
        channel text not null check (channel in ('portal', 'mail')),
        product_id uuid null,
        category_id uuid null,
        assignee_id uuid null
      )`);
    this.addSql('create index ticket_fact_opened on support.ticket_fact (opened_at)');
    this.addSql(
      'create index ticket_fact_answered on support.ticket_fact (answered_at) where answered_at is not null',
    );
    this.addSql(
      'create index ticket_fact_closed on support.ticket_fact (closed_at) where closed_at is not null',
    );
    this.addSql('create index ticket_fact_open on support.ticket_fact (opened_at) where closed_at is null');
    this.addSql(`
      create table support.closing_fact (
        ticket_id uuid not null references support.ticket_fact (ticket_id) on delete cascade,
        place integer not null,
        at timestamptz(3) not null,
        change smallint not null check (change in (-1, 1)),
        primary key (ticket_id, place)
      )`);
    this.addSql('create index closing_fact_at on support.closing_fact (at)');
  }

  private addTriggers(): void {
    for (const column of ['id', 'ticket_id'])
      this.addSql(`
        create function support.note_changed_${column}() returns trigger language plpgsql as $$
        begin
          insert into support.changed_ticket (ticket_id) select ${column} from changed;
          return null;
        end $$`);
    for (const [table, column] of noted)
      for (const event of ['insert', 'update'])
        this.addSql(`
          create trigger note_${event} after ${event} on support.${table} referencing new table as changed
            for each statement execute function support.note_changed_${column}()`);
  }

  override down(): void {
    for (const [table] of noted)
      for (const event of ['insert', 'update']) this.addSql(`drop trigger note_${event} on support.${table}`);
    this.addSql('drop function support.note_changed_id, support.note_changed_ticket_id');
    for (const table of ['closing_fact', 'ticket_fact', 'report_state', 'changed_ticket'])
      this.addSql(`drop table support.${table}`);
  }
}

/** Where a change means that a request counts differently, and the column with its id. */
const noted: readonly (readonly [string, 'id' | 'ticket_id'])[] = [
  ['ticket', 'id'],
  ['ticket_topic', 'ticket_id'],
  ['merged_ticket', 'ticket_id'],
];

const comments: readonly (readonly [string, string])[] = [
  ['kind', 'of the request'],
  ['priority', 'of the request'],
  ['channel', 'by which way it came in'],
];
