import { Migration } from '@mikro-orm/migrations';

/** What support took out of messages; what it was is gone (row SU-6). */
export class Migration20261127000332_redactions extends Migration {
  override up(): void {
    this.addSql(`
      create table support.redaction (
        id uuid primary key,
        message_id uuid not null references support.message (id),
        kind text not null check (kind in ('file', 'passage')),
        redacted_at timestamptz(3) not null,
        redacted_by_id uuid not null
      )`);
    this.addSql('create index redaction_of_message on support.redaction (message_id)');
    this.addSql(`comment on column support.redaction.kind is 'plain: a file, or a passage of the text'`);
  }

  override down(): void {
    this.addSql('drop table support.redaction');
  }
}
