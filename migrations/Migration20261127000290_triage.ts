import { Migration } from '@mikro-orm/migrations';

/** How agents sort requests: tags, and until when one is out of their sight (row SU-3). Customers never see any of it. */
export class Migration20261127000290_triage extends Migration {
  override up(): void {
    this.addSql(`
      create table support.triage (
        ticket_id uuid primary key references support.ticket (id) deferrable initially deferred,
        organization_id uuid not null,
        tags text[] not null default '{}' check (cardinality(tags) <= 20),
        snoozed_until timestamptz(3) null,
        snoozed_at timestamptz(3) null,
        snoozed_by_id uuid null,
        check ((snoozed_until is null) = (snoozed_at is null))
      )`);
    this.addSql('create index triage_tags on support.triage using gin (tags)');
    this.addSql(
      'create index triage_snoozed on support.triage (snoozed_until) where snoozed_until is not null',
    );
    this.addSql(`comment on column support.triage.tags is 'plain: words that staff sort requests by'`);
  }

  override down(): void {
    this.addSql('drop table support.triage');
  }
}
