import { Migration } from '@mikro-orm/migrations';

/** How many forms of a day got suggestions, once the forms themselves are forgotten (row SU-10). */
export class Migration20261127000461_suggested_days extends Migration {
  override up(): void {
    this.addSql(
      'create table support.suggested_day (day date primary key, shown integer not null check (shown > 0))',
    );
  }

  override down(): void {
    this.addSql('drop table support.suggested_day');
  }
}
