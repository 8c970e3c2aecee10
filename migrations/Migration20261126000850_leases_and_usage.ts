import { Migration } from '@mikro-orm/migrations';

/** Leases that ran out are found by their end; reports of usage are remembered, so that each counts once. */
export class Migration20261126000850_leases_and_usage extends Migration {
  override up(): void {
    this.addSql('create index lease_runs_out on licensing.lease (expires_at) where returned_at is null');
    this.addSql(`
      create table licensing.usage_report (
        installation_id uuid not null references licensing.installation (id) on delete cascade,
        report_id text not null check (report_id ~ '^[A-Za-z0-9_.:-]{1,64}$'),
        counter text not null check (counter ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
        amount bigint not null check (amount >= 1),
        counted_at timestamptz(3) not null,
        primary key (installation_id, report_id)
      )`);
    this.addSql('create index usage_report_counted on licensing.usage_report (counted_at)');
    this.addSql(
      `comment on column licensing.usage_report.report_id is 'plain: the id that a product gave a report'`,
    );
    this.addSql(`comment on column licensing.usage_report.counter is 'plain: names what is counted'`);
  }

  override down(): void {
    this.addSql('drop table licensing.usage_report');
    this.addSql('drop index licensing.lease_runs_out');
  }
}
