import { Migration } from '@mikro-orm/migrations';

/** How often an article or a release answered what would have been a request: counts by day, of nobody (row SU-10). */
export class Migration20261127000244_deflection extends Migration {
  override up(): void {
    this.addSql(`
      create table support.deflection (
        day date not null,
        kind text not null check (kind in ('article', 'release')),
        ref text not null check (char_length(ref) between 1 and 200),
        solved integer not null default 0 check (solved >= 0),
        primary key (day, kind, ref)
      )`);
    this.addSql(`comment on column support.deflection.kind is 'plain: what answered'`);
    this.addSql(`comment on column support.deflection.ref is 'plain: the article, or the release'`);
  }

  override down(): void {
    this.addSql('drop table support.deflection');
  }
}
