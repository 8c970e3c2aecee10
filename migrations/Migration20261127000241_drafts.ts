import { Migration } from '@mikro-orm/migrations';

/** What a customer typed and did not send yet: one draft for each request, one for a new one (row S3.45). */
export class Migration20261127000241_drafts extends Migration {
  override up(): void {
    this.addSql(`
      create table support.draft (
        id uuid primary key,
        user_id uuid not null,
        ticket_id uuid null references support.ticket (id) deferrable initially deferred,
        fields jsonb not null check (jsonb_typeof(fields) = 'object' and octet_length(fields::text) <= 200000),
        saved_at timestamptz(3) not null,
        unique nulls not distinct (user_id, ticket_id)
      )`);
    this.addSql('create index draft_saved on support.draft (saved_at)');
    this.addSql('create index draft_of_ticket on support.draft (ticket_id)');
    this.addSql(`comment on table support.draft is 'subject: user_id'`);
    this.addSql(`comment on column support.draft.fields is
      'personal: keeping what was typed until it is sent; 30 days after it was saved; delete the row'`);
  }

  override down(): void {
    this.addSql('drop table support.draft');
  }
}
