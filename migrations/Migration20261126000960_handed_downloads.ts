import { Migration } from '@mikro-orm/migrations';

/** Downloads whose bytes another server sent, so that the portal does not know how many arrived. */
export class Migration20261126000960_handed_downloads extends Migration {
  override up(): void {
    this.addSql(`
      alter table downloads.download_log
        add column handed_to text null check (handed_to in ('nginx', 'storage')),
        add check (handed_to is null or not completed)`);
    this.addSql(
      `comment on column downloads.download_log.handed_to is 'plain: the server that sent the bytes in place of the portal'`,
    );
  }

  override down(): void {
    this.addSql('alter table downloads.download_log drop column handed_to');
  }
}
