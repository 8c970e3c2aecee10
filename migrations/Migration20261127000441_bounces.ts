import { Migration } from '@mikro-orm/migrations';

/** A mail that left may come back (rows NO-2, SU-5): the mail server of the recipient says so later, and why. */
export class Migration20261127000441_bounces extends Migration {
  override up(): void {
    this.addSql('alter table platform.mail_delivery add column bounce_status text null');
    this.addSql(`comment on column platform.mail_delivery.bounce_status is
      'plain: the status code (RFC 3463) of the report that it did not arrive'`);
    this.addSql('alter table platform.mail_delivery drop constraint mail_delivery_status_check');
    this.addSql(`alter table platform.mail_delivery add constraint mail_delivery_status_check
      check (status in ('queued', 'sending', 'sent', 'failed', 'doubtful', 'skipped', 'bounced')) not valid`);
    this.addSql('alter table platform.mail_delivery validate constraint mail_delivery_status_check');
  }

  override down(): void {
    this.addSql(`update platform.mail_delivery set status = 'failed' where status = 'bounced'`);
    this.addSql('alter table platform.mail_delivery drop constraint mail_delivery_status_check');
    this.addSql(`alter table platform.mail_delivery add constraint mail_delivery_status_check
      check (status in ('queued', 'sending', 'sent', 'failed', 'doubtful', 'skipped'))`);
    this.addSql('alter table platform.mail_delivery drop column bounce_status');
  }
}
