import { Migration } from '@mikro-orm/migrations';

/** The metrics count the mails that came back each time they are fetched. */
export class Migration20261127000462_bounced_mails extends Migration {
  override up(): void {
    this.addSql(`
      create index mail_delivery_bounced on platform.mail_delivery (changed_at) where status = 'bounced'`);
  }

  override down(): void {
    this.addSql('drop index platform.mail_delivery_bounced');
  }
}
