import { Migration } from '@mikro-orm/migrations';

/** Views of the inbox that agents keep, for themselves or for all of them (row SU-3). */
export class Migration20261127000293_saved_views extends Migration {
  override up(): void {
    this.addSql(`
      create table support.saved_view (
        id uuid primary key,
        owner_id uuid not null,
        name text not null check (char_length(name) between 1 and 60),
        shared boolean not null,
        filter jsonb not null check (jsonb_typeof(filter) = 'object')
      )`);
    this.addSql('create index saved_view_of_owner on support.saved_view (owner_id)');
    this.addSql('create index saved_view_shared on support.saved_view (id) where shared');
    this.addSql(`comment on column support.saved_view.name is 'plain: what staff call it'`);
    this.addSql(`comment on column support.saved_view.filter is
      'personal: which requests somebody of the staff looks at; until its owner deletes it; delete the row'`);
    this.addSql(`comment on table support.saved_view is 'subject: owner_id'`);
  }

  override down(): void {
    this.addSql('drop table support.saved_view');
  }
}
