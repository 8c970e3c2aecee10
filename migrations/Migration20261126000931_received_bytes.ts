import { Migration } from '@mikro-orm/migrations';

/** Which bytes of a file somebody has received, so that a download counts once it is whole. */
export class Migration20261126000931_received_bytes extends Migration {
  override up(): void {
    this.addSql(`
      create table downloads.received (
        user_id uuid not null,
        artifact_id uuid not null references downloads.artifact (id) on delete cascade,
        bytes int8multirange not null,
        touched_at timestamptz(3) not null,
        completed_at timestamptz(3) null,
        primary key (user_id, artifact_id)
      )`);
    this.addSql('create index received_of_artifact on downloads.received (artifact_id)');
    this.addSql('create index received_touched on downloads.received (touched_at)');
    this.addSql(`
      create index download_log_of_user on downloads.download_log (user_id, ended_at desc, id desc)
        where completed`);
    this.addSql(`comment on table downloads.received is 'subject: user_id'`);
    this.addSql(`
      comment on column downloads.received.user_id is
        'personal: knows when a download is whole; 24 months; delete the row'`);
  }

  override down(): void {
    this.addSql('drop index downloads.download_log_of_user');
    this.addSql('drop table downloads.received');
  }
}
