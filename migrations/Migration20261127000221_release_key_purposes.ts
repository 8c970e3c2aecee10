import { Migration } from '@mikro-orm/migrations';

/** A release key signs one kind of thing (ADR 30). The one of before goes on with files, which updaters know it for. */
export class Migration20261127000221_release_key_purposes extends Migration {
  override up(): void {
    // The default is for processes of the release before, which make keys without a purpose.
    this.addSql(`
      alter table downloads.release_key add column purpose text not null default 'files'
        check (purpose in ('files', 'minisign', 'feeds', 'lists'))`);
    this.addSql('drop index downloads.release_key_current');
    this.addSql(
      'create unique index release_key_current on downloads.release_key (purpose) where retired_at is null',
    );
    this.addSql(`comment on column downloads.release_key.purpose is 'plain: what the key signs'`);
  }

  override down(): void {
    this.addSql('drop index downloads.release_key_current');
    this.addSql(`delete from downloads.release_key where purpose <> 'files'`);
    this.addSql(
      'create unique index release_key_current on downloads.release_key ((true)) where retired_at is null',
    );
    this.addSql('alter table downloads.release_key drop column purpose');
  }
}
