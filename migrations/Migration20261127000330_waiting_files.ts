import { Migration } from '@mikro-orm/migrations';

/** Files that came in parts and wait for the message they go with, and attachments of up to 2 GiB (row SU-6). */
export class Migration20261127000330_waiting_files extends Migration {
  override up(): void {
    this.addSql(`
      alter table support.attachment
        drop constraint attachment_size_bytes_check,
        alter column size_bytes type bigint,
        add constraint attachment_size_bytes_check check (size_bytes between 1 and 2147483648)`);
    this.addSql(`
      create table support.waiting_file (
        id uuid primary key,
        user_id uuid not null,
        ticket_id uuid null references support.ticket (id) deferrable initially deferred,
        file_name text not null check (char_length(file_name) between 1 and 200),
        size_bytes bigint not null check (size_bytes between 1 and 2147483648),
        content_type text not null check (char_length(content_type) between 1 and 100),
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
        storage_key text not null unique check (char_length(storage_key) between 1 and 200),
        created_at timestamptz(3) not null
      )`);
    this.addSql('create index waiting_file_of_user on support.waiting_file (user_id, ticket_id)');
    this.addSql('create index waiting_file_of_ticket on support.waiting_file (ticket_id)');
    this.addSql('create index waiting_file_age on support.waiting_file (created_at)');
    this.addSql(`comment on table support.waiting_file is 'subject: user_id'`);
    for (const [column, comment] of comments)
      this.addSql(`comment on column support.waiting_file.${column} is '${comment}'`);
  }

  override down(): void {
    this.addSql('drop table support.waiting_file');
  }
}

const comments: readonly (readonly [string, string])[] = [
  ['file_name', 'personal: shows what was uploaded until it is sent; 1 day; delete the row'],
  ['content_type', 'plain: what the bytes are'],
  ['sha256', 'plain: the hash of the bytes'],
  ['storage_key', 'personal: finds the file, which goes with the row; 1 day; delete the row'],
];
