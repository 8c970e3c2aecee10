import { Migration } from '@mikro-orm/migrations';

/** Requests that were merged into others (row SU-3): whoever names the one gets the other. */
export class Migration20261127000294_merged_tickets extends Migration {
  override up(): void {
    this.addSql(`
      create table support.merged_ticket (
        ticket_id uuid primary key references support.ticket (id),
        into_id uuid not null references support.ticket (id),
        merged_at timestamptz(3) not null,
        merged_by_id uuid not null,
        check (ticket_id <> into_id)
      )`);
    this.addSql('create index merged_ticket_into on support.merged_ticket (into_id)');
  }

  override down(): void {
    this.addSql('drop table support.merged_ticket');
  }
}
