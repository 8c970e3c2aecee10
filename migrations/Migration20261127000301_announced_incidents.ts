import { Migration } from '@mikro-orm/migrations';

/** Incidents that all customers read of on the status page (row S3.10). */
export class Migration20261127000301_announced_incidents extends Migration {
  override up(): void {
    this.addSql(`
      alter table support.incident
        add column announced_at timestamptz(3) null,
        add column headline text null check (char_length(headline) between 1 and 200),
        add column product_id uuid null,
        add check (announced_at is null or headline is not null)`);
    this.addSql(`
      create index incident_announced on support.incident (announced_at desc, id desc)
      where announced_at is not null`);
    this.addSql(`comment on column support.incident.headline is 'plain: what customers call the incident'`);
  }

  override down(): void {
    this.addSql(
      'alter table support.incident drop column announced_at, drop column headline, drop column product_id',
    );
  }
}
