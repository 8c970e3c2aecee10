import { Migration } from '@mikro-orm/migrations';

/** Secret addresses by which updaters ask for the updates of a license (row DL-4). */
export class Migration20261126000940_update_feeds extends Migration {
  override up(): void {
    this.addSql(`
      create table licensing.update_feed (
        id uuid primary key,
        license_id uuid not null references licensing.license (id),
        organization_id uuid not null,
        installation_id uuid null references licensing.installation (id),
        token_hash bytea not null check (length(token_hash) = 32),
        name text null check (length(name) between 1 and 100),
        channel text not null check (channel in ('stable', 'beta')),
        created_by uuid null,
        created_at timestamptz(3) not null,
        closed_at timestamptz(3) null,
        check ((installation_id is null) = (name is not null)),
        check ((installation_id is null) = (created_by is not null))
      )`);
    this.addSql('create unique index update_feed_by_token on licensing.update_feed (token_hash)');
    this.addSql(
      'create index update_feed_of_license on licensing.update_feed (license_id, created_at desc, id desc)',
    );
    this.addSql(`
      create unique index update_feed_of_machine on licensing.update_feed (installation_id)
        where closed_at is null`);
    this.addSql(`comment on table licensing.update_feed is 'subject: created_by'`);
    this.addSql(`comment on column licensing.update_feed.token_hash is
      'plain: recognizes the secret of the address, which the portal does not keep'`);
    this.addSql(`comment on column licensing.update_feed.name is
      'personal: tells people which updater uses the address; as long as the license; replace'`);
    this.addSql(`comment on column licensing.update_feed.channel is 'plain: which releases it offers'`);
  }

  override down(): void {
    this.addSql('drop table licensing.update_feed');
  }
}
