import { Migration } from '@mikro-orm/migrations';

/** Requests that came from another system: what they were called there, so that none comes twice and each is found. */
export class Migration20261127000351_imported_tickets extends Migration {
  override up(): void {
    this.addSql(`
      create table support.imported_ticket (
        source text not null check (source in ('csv', 'zammad', 'osticket')),
        external_id text not null check (char_length(external_id) between 1 and 100),
        ticket_id uuid not null unique references support.ticket (id) on delete cascade,
        old_number text not null check (char_length(old_number) between 1 and 100),
        imported_at timestamptz(3) not null,
        primary key (source, external_id)
      )`);
    this.addSql('create index imported_ticket_old_number on support.imported_ticket (upper(old_number))');
    this.addSql('alter table support.ticket_fact drop constraint ticket_fact_channel_check');
    this.addSql(`
      alter table support.ticket_fact add constraint ticket_fact_channel_check
        check (channel in ('portal', 'mail', 'import'))`);
    for (const [column, comment] of comments)
      this.addSql(`comment on column support.imported_ticket.${column} is 'plain: ${comment}'`);
  }

  override down(): void {
    this.addSql(`update support.ticket_fact set channel = 'portal' where channel = 'import'`);
    this.addSql('alter table support.ticket_fact drop constraint ticket_fact_channel_check');
    this.addSql(`
      alter table support.ticket_fact add constraint ticket_fact_channel_check check (channel in ('portal', 'mail'))`);
    this.addSql('drop table support.imported_ticket');
  }
}

const comments: readonly (readonly [string, string])[] = [
  ['source', 'which system it came from'],
  ['external_id', 'the key that it had there'],
  ['old_number', 'the reference that it had there'],
];
