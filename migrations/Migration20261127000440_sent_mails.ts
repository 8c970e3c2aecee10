import { Migration } from '@mikro-orm/migrations';

/** People look at the mails that were sent to them (row NO-2), and to their address before it was theirs. */
export class Migration20261127000440_sent_mails extends Migration {
  override up(): void {
    this.addSql(`
      create index mail_delivery_person on platform.mail_delivery (user_id, id desc) where user_id is not null`);
    this.addSql(`
      create index mail_delivery_nobody on platform.mail_delivery (lower(address), id desc) where user_id is null`);
  }

  override down(): void {
    this.addSql('drop index platform.mail_delivery_person');
    this.addSql('drop index platform.mail_delivery_nobody');
  }
}
