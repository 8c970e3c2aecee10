import { Migration } from '@mikro-orm/migrations';

/** Requests that agents said belong together; a row for each direction (row SU-3). */
export class Migration20261127000302_ticket_links extends Migration {
  override up(): void {
    this.addSql(`
      create table support.ticket_link (
        ticket_id uuid not null references support.ticket (id),
        other_id uuid not null references support.ticket (id),
        linked_at timestamptz(3) not null,
        linked_by_id uuid not null,
        primary key (ticket_id, other_id),
        check (ticket_id <> other_id)
      )`);
    this.addSql('create index ticket_link_other on support.ticket_link (other_id)');
  }

  override down(): void {
    this.addSql('drop table support.ticket_link');
  }
}
