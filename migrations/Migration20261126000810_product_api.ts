import { Migration } from '@mikro-orm/migrations';

/** One lease row per machine, and the signatures of calls that changed something. */
export class Migration20261126000810_product_api extends Migration {
  override up(): void {
    this.addSql(`
      delete from licensing.lease older using licensing.lease newer
      where newer.installation_id = older.installation_id
        and (newer.returned_at is null, newer.taken_at, newer.id) > (older.returned_at is null, older.taken_at, older.id)`);
    this.addSql('drop index licensing.lease_once_per_installation');
    this.addSql('create unique index lease_once_per_installation on licensing.lease (installation_id)');
    this.addSql(`
      create table licensing.spent_signature (
        installation_id uuid not null references licensing.installation (id) on delete cascade,
        jti text not null check (length(jti) between 16 and 64),
        forget_after timestamptz(3) not null,
        primary key (installation_id, jti)
      )`);
    this.addSql('create index spent_signature_forget on licensing.spent_signature (forget_after)');
    this.addSql(
      `comment on column licensing.spent_signature.jti is 'plain: the random id of a signed request'`,
    );
  }

  override down(): void {
    this.addSql('drop table licensing.spent_signature');
    this.addSql('drop index licensing.lease_once_per_installation');
    this.addSql(`
      create unique index lease_once_per_installation on licensing.lease (installation_id)
        where returned_at is null`);
  }
}
