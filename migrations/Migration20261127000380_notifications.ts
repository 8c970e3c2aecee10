import { Migration } from '@mikro-orm/migrations';

/**
 * What a person is told in the portal (row S3.9): one row for each thing, which the newest event about it brings back to
 * the top. Words are not kept: pages ask the module of the thing, so that nobody reads here what they may no longer see.
 */
export class Migration20261127000380_notifications extends Migration {
  override up(): void {
    this.addSql('create schema if not exists notifications');
    this.addSql(`
      create table notifications.notification (
        id uuid primary key,
        user_id uuid not null,
        organization_id uuid not null,
        kind text not null
          check (kind in ('reply', 'license-ending', 'maintenance-ending', 'release', 'invoice')),
        subject_id uuid not null,
        place_id uuid null,
        occurred_at timestamptz(3) not null,
        read_at timestamptz(3) null,
        unique (user_id, organization_id, kind, subject_id)
      )`);
    this.addSql(`
      create index notification_newest on notifications.notification (user_id, organization_id, occurred_at desc, id desc)`);
    this.addSql(`
      create index notification_unread on notifications.notification (user_id, organization_id) where read_at is null`);
    this.addSql('create index notification_age on notifications.notification (occurred_at)');
    this.addSql(`comment on table notifications.notification is 'subject: user_id'`);
    this.addSql(`comment on column notifications.notification.kind is 'plain: what happened'`);
    this.addSql(`comment on column notifications.notification.user_id is
      'personal: telling a person what happened; 180 days; delete the row'`);
  }

  override down(): void {
    this.addSql('drop schema notifications cascade');
  }
}
