import { Migration } from '@mikro-orm/migrations';

/** Merges of two accounts, to which both agree. */
export class Migration20261126000520_merging extends Migration {
  override up(): void {
    this.addSql(`
      create table identity.account_merge (
        id uuid primary key,
        first_id uuid not null references identity.user (id) deferrable initially deferred,
        second_id uuid null references identity.user (id) deferrable initially deferred,
        first_consented_at timestamptz(3) null,
        second_consented_at timestamptz(3) null,
        proposed_by uuid null,
        outcome text null check (outcome in ('merged', 'declined')),
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        closed_at timestamptz(3) null,
        version integer not null default 1,
        check (first_id <> second_id)
      )`);
    this.addSql(
      'create index account_merge_first on identity.account_merge (first_id) where outcome is null',
    );
    this.addSql(
      'create index account_merge_second on identity.account_merge (second_id) where outcome is null',
    );
    this.addSql(`comment on column identity.account_merge.outcome is 'plain: how the question ended'`);
  }

  override down(): void {
    this.addSql('drop table identity.account_merge');
  }
}
