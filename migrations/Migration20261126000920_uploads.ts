import { Migration } from '@mikro-orm/migrations';

const comments: Readonly<Record<string, string>> = {
  'table platform.upload': 'subject: owner_id; not exported',
  'column platform.upload.purpose': 'plain: which module takes the file',
  'column platform.upload.details': 'personal: names the file and what it is for; 24 hours; delete the row',
  'column platform.upload_part.storage_key': 'plain: where the bytes lie; made of ids',
};

/** Files that come in parts, until they are whole. */
export class Migration20261126000920_uploads extends Migration {
  override up(): void {
    this.addSql(`
      create table platform.upload (
        id uuid primary key,
        purpose text not null,
        owner_id uuid not null,
        details jsonb not null,
        size_bytes bigint not null check (size_bytes > 0),
        received_bytes bigint not null default 0 check (received_bytes between 0 and size_bytes),
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        assembling_since timestamptz(3) null,
        finished_at timestamptz(3) null
      )`);
    this.addSql('create index upload_owner on platform.upload (owner_id, purpose)');
    this.addSql('create index upload_expiry on platform.upload (expires_at)');
    this.addSql(`
      create table platform.upload_part (
        upload_id uuid not null references platform.upload (id) on delete cascade,
        first_byte bigint not null check (first_byte >= 0),
        size_bytes bigint not null check (size_bytes > 0),
        storage_key text not null,
        primary key (upload_id, first_byte)
      )`);
    for (const [of, comment] of Object.entries(comments)) this.addSql(`comment on ${of} is '${comment}'`);
  }

  override down(): void {
    this.addSql('drop table platform.upload_part, platform.upload');
  }
}
