import { Migration } from '@mikro-orm/migrations';

/** Signed launches (row ID-1): the key of an installation, and the launches that were used. */
export class Migration20261126000300_launch extends Migration {
  override up(): void {
    this.addSql(`alter table licensing.installation
      add column launch_key bytea null check (length(launch_key) = 32)`);
    this.addSql(`comment on column licensing.installation.launch_key is
      'plain: public half of the key with which the installation signs launches'`);
    this.addSql(`
      create table identity.spent_launch (
        installation_id uuid not null,
        jti text not null check (char_length(jti) between 16 and 64),
        expires_at timestamptz(3) not null,
        primary key (installation_id, jti)
      )`);
    this.addSql(
      `comment on column identity.spent_launch.jti is 'plain: random id of a launch that was used'`,
    );
    this.addSql('create index spent_launch_expires on identity.spent_launch (expires_at)');
    this.addSql(`
      create table identity.known_installation (
        key_holder_id uuid not null references identity.key_holder (id) on delete cascade deferrable initially deferred,
        installation_id uuid not null,
        known_since timestamptz(3) not null,
        primary key (key_holder_id, installation_id)
      )`);
  }

  override down(): void {
    this.addSql('drop table identity.known_installation');
    this.addSql('drop table identity.spent_launch');
    this.addSql('alter table licensing.installation drop column launch_key');
  }
}
