import { Migration } from '@mikro-orm/migrations';

/** Claims that give way to a stronger proof (ruling C2): what is remembered of them, and the code of the contact. */
export class Migration20261126000310_claims extends Migration {
  override up(): void {
    this.addSql(`
      create table identity.eviction (
        id uuid primary key,
        license_id uuid not null,
        user_id uuid not null references identity.user (id) deferrable initially deferred,
        email text null check (char_length(email) <= 254),
        locale text null check (char_length(locale) <= 20),
        evicted_at timestamptz(3) not null
      )`);
    this.addSql(`comment on table identity.eviction is 'subject: user_id'`);
    this.addSql(`comment on column identity.eviction.email is
      'personal: receives the notice of the eviction; 30 days; delete the row'`);
    this.addSql(`comment on column identity.eviction.locale is
      'personal: chooses the language of the notice; 30 days; delete the row'`);
    this.addSql('create index eviction_at on identity.eviction (evicted_at)');
    // Purposes are added by several changes: the check follows them, whatever it was before.
    this.addSql('alter table identity.one_time_link drop constraint one_time_link_purpose_check');
    this.addSql(`alter table identity.one_time_link
      add constraint one_time_link_purpose_check check (char_length(purpose) between 1 and 40)`);
  }

  override down(): void {
    this.addSql('drop table identity.eviction');
  }
}
