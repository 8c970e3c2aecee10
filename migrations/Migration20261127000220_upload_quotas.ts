import { Migration } from '@mikro-orm/migrations';

/** What organizations sent in a day, for the quota of uploads. */
export class Migration20261127000220_upload_quotas extends Migration {
  override up(): void {
    this.addSql(`
      create table platform.upload_day (
        organization_id uuid not null,
        day date not null,
        bytes bigint not null check (bytes >= 0),
        primary key (organization_id, day)
      )`);
    this.addSql('create index upload_day_day on platform.upload_day (day)');
    // Whose share an unfinished upload holds; null for staff, who have none.
    this.addSql(
      'alter table platform.upload add column organization_id uuid null, add column quota_day date null',
    );
  }

  override down(): void {
    this.addSql('alter table platform.upload drop column organization_id, drop column quota_day');
    this.addSql('drop table platform.upload_day');
  }
}
