import { Migration } from '@mikro-orm/migrations';

/**
 * Which agents have a request open, and who of them writes (row SU-7). Unlogged: it is true for a minute, and a crash
 * of the server may forget it.
 */
export class Migration20261127000311_presence extends Migration {
  override up(): void {
    this.addSql(`
      create unlogged table support.presence (
        id uuid primary key,
        ticket_id uuid not null,
        user_id uuid not null,
        seen_until timestamptz not null,
        writes_until timestamptz
      )`);
    this.addSql('create index presence_at_ticket on support.presence (ticket_id)');
    this.addSql('create index presence_until on support.presence (seen_until)');
    this.addSql(`comment on table support.presence is 'subject: user_id'`);
  }

  override down(): void {
    this.addSql('drop table support.presence');
  }
}
