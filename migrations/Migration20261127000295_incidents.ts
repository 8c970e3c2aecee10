import { Migration } from '@mikro-orm/migrations';

/** Incidents gather requests about one cause, so that one update reaches all of them (row SU-9). */
export class Migration20261127000295_incidents extends Migration {
  override up(): void {
    this.addSql(`
      create table support.incident (
        id uuid primary key,
        title text not null check (char_length(title) between 1 and 200),
        opened_at timestamptz(3) not null,
        opened_by_id uuid not null,
        resolved_at timestamptz(3) null,
        version integer not null default 1
      )`);
    this.addSql('create index incident_newest on support.incident (opened_at desc, id desc)');
    this.addSql(`
      create table support.incident_update (
        id uuid primary key,
        incident_id uuid not null references support.incident (id),
        author_id uuid not null,
        body text not null check (char_length(body) between 1 and 20000),
        resolves boolean not null,
        written_at timestamptz(3) not null
      )`);
    this.addSql('create index incident_update_of on support.incident_update (incident_id, written_at, id)');
    this.addSql(`
      create table support.incident_ticket (
        incident_id uuid not null references support.incident (id),
        ticket_id uuid not null references support.ticket (id),
        joined_at timestamptz(3) not null,
        joined_by_id uuid not null,
        primary key (incident_id, ticket_id)
      )`);
    this.addSql('create index incident_of_ticket on support.incident_ticket (ticket_id)');
    for (const [what, comment] of comments) this.addSql(`comment on ${what} is '${comment}'`);
  }

  override down(): void {
    for (const table of ['incident_ticket', 'incident_update', 'incident'])
      this.addSql(`drop table support.${table}`);
  }
}

const comments: readonly (readonly [string, string])[] = [
  ['column support.incident.title', 'plain: what staff call it'],
  ['column support.incident_update.body', 'plain: what staff told everybody'],
];
