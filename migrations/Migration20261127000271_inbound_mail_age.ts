import { Migration } from '@mikro-orm/migrations';

/** How much came by mail within a day is asked with each mail (security.md C5). */
export class Migration20261127000271_inbound_mail_age extends Migration {
  override up(): void {
    this.addSql('create index inbound_mail_age on support.inbound_mail (received_at) include (size_bytes)');
  }

  override down(): void {
    this.addSql('drop index support.inbound_mail_age');
  }
}
