import { Migration } from '@mikro-orm/migrations';

/** Counts for the installation map, which a job makes, since a page cannot wait for them among millions (row LI-9). */
export class Migration20261127000200_installation_surveys extends Migration {
  override up(): void {
    this.addSql(`
      create table licensing.installation_survey (
        id uuid primary key,
        began_at timestamptz(3) not null,
        counted_to uuid not null,
        ended_at timestamptz(3) null
      )`);
    this.addSql(`
      create unique index installation_survey_under_way on licensing.installation_survey ((true))
        where ended_at is null`);
    this.addSql(`
      create table licensing.installation_count (
        survey_id uuid not null references licensing.installation_survey (id) on delete cascade,
        product_id uuid not null references licensing.product (id),
        version text not null,
        platform text not null,
        active integer not null,
        silent integer not null,
        primary key (survey_id, product_id, version, platform)
      )`);
    for (const [column, comment] of comments)
      this.addSql(`comment on column licensing.installation_count.${column} is '${comment}'`);
  }

  override down(): void {
    this.addSql('drop table licensing.installation_count, licensing.installation_survey');
  }
}

const comments: readonly (readonly [string, string])[] = [
  ['version', 'plain: of the product that runs, as it says itself'],
  ['platform', 'plain: what it runs on, as it says itself'],
];
