import { Migration } from '@mikro-orm/migrations';

/** Forms of new requests beside which something was suggested: by day, of nobody (row SU-10). */
export class Migration20261127000420_suggested_forms extends Migration {
  override up(): void {
    this.addSql('create table support.suggested_form (form_id uuid primary key, day date not null)');
    this.addSql('create index suggested_form_by_day on support.suggested_form (day)');
  }

  override down(): void {
    this.addSql('drop table support.suggested_form');
  }
}
