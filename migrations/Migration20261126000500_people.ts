import { Migration } from '@mikro-orm/migrations';

/** Why and by whom an account is disabled, and which account it became part of; lists of people by name. */
export class Migration20261126000500_people extends Migration {
  override up(): void {
    this.addSql(`
      alter table identity.user
        add column disabled_reason text null check (char_length(disabled_reason) <= 500),
        add column disabled_by uuid null,
        add column merged_into uuid null references identity.user (id) deferrable initially deferred`);
    this.addSql('create index user_name on identity.user (lower(name), id)');
    this.addSql(`comment on column identity.user.disabled_reason is
      'personal: tells colleagues why the account is shut; until the account is erased; set null'`);
    this.addSql(`comment on column identity.user.withheld is
      'plain: permissions of the staff role that the colleague does not have'`);
  }

  override down(): void {
    this.addSql('drop index identity.user_name');
    this.addSql(
      'alter table identity.user drop column merged_into, drop column disabled_by, drop column disabled_reason',
    );
  }
}
