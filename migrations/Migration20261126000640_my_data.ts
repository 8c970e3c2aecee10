import { Migration } from '@mikro-orm/migrations';

/** Exports of personal data, and what is still to do after an erasure. */
export class Migration20261126000640_my_data extends Migration {
  override up(): void {
    this.addSql(`
      create table identity.data_export (
        id uuid primary key,
        user_id uuid not null references identity.user (id) deferrable initially deferred,
        requested_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        storage_key text null check (char_length(storage_key) <= 200),
        size_bytes bigint null check (size_bytes > 0),
        check ((storage_key is null) = (size_bytes is null))
      )`);
    this.addSql(
      'create index data_export_user on identity.data_export (user_id, requested_at desc, id desc)',
    );
    this.addSql('create index data_export_expires on identity.data_export (expires_at)');
    this.addSql(`
      create table identity.erasure (
        id uuid primary key,
        user_id uuid not null,
        email text null check (char_length(email) <= 254),
        name text not null check (char_length(name) <= 120),
        locale text not null check (char_length(locale) <= 20),
        files text[] not null default '{}',
        erased_at timestamptz(3) not null
      )`);
    this.addSql(`comment on table identity.data_export is 'subject: user_id'`);
    this.addSql(`comment on column identity.data_export.storage_key is
      'personal: finds the archive; 7 days; delete the row'`);
    this.addSql(
      `comment on table identity.erasure is 'subject: none (made by the erasure itself, and gone within a day)'`,
    );
    for (const column of ['email', 'name', 'locale']) {
      this.addSql(`comment on column identity.erasure.${column} is
        'personal: tells the person that the account is erased; a day at most; delete the row'`);
    }
    this.addSql(
      `comment on column identity.erasure.files is 'plain: keys of files that are still to be deleted'`,
    );
  }

  override down(): void {
    this.addSql('drop table identity.erasure');
    this.addSql('drop table identity.data_export');
  }
}
