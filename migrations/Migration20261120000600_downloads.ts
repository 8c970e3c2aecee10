import { Migration } from '@mikro-orm/migrations';

/** Releases with their files, and who downloaded which bytes. */
export class Migration20261120000600_downloads extends Migration {
  override up(): void {
    this.addSql('create schema if not exists downloads');
    this.addSql(`
      create table downloads.release (
        id uuid primary key,
        product_id uuid not null,
        version text not null check (length(version) between 1 and 60),
        channel text not null check (channel in ('stable', 'beta')),
        status text not null check (status in ('draft', 'published', 'yanked')),
        title text not null check (length(title) between 1 and 200),
        notes_markdown text not null check (length(notes_markdown) <= 50000),
        critical boolean not null,
        drafted_at timestamptz(3) not null,
        published_at timestamptz(3) null,
        yanked_at timestamptz(3) null,
        yank_reason text null check (length(yank_reason) between 1 and 500),
        revision integer not null default 1,
        unique (product_id, version),
        check ((status = 'draft') = (published_at is null)),
        check ((status = 'yanked') = (yanked_at is not null))
      )`);
    this.addSql(`
      create index release_of_product on downloads.release (product_id, published_at desc, id desc)
        where published_at is not null`);
    this.addSql('create index release_newest on downloads.release (drafted_at desc, id desc)');
    this.addSql(`
      create table downloads.artifact (
        id uuid primary key,
        release_id uuid not null references downloads.release (id) on delete cascade,
        file_name text not null check (length(file_name) between 1 and 200),
        platform text not null check (length(platform) between 1 and 30),
        architecture text not null check (length(architecture) between 1 and 30),
        type text not null check (length(type) between 1 and 30),
        content_type text not null check (length(content_type) between 1 and 120),
        storage_key text not null unique,
        size_bytes bigint not null check (size_bytes >= 0),
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
        sha512 text not null check (length(sha512) = 88)
      )`);
    this.addSql('create unique index artifact_name on downloads.artifact (release_id, lower(file_name))');
    this.addSql(`
      create table downloads.download_log (
        id uuid primary key,
        ended_at timestamptz(3) not null,
        organization_id uuid null,
        user_id uuid not null,
        release_id uuid not null,
        artifact_id uuid not null,
        first_byte bigint not null check (first_byte >= 0),
        bytes_sent bigint not null check (bytes_sent >= 0),
        completed boolean not null
      )`);
    this.addSql(
      'create index download_log_of_organization on downloads.download_log (organization_id, ended_at desc, id desc)',
    );
    this.addSql('create index download_log_of_release on downloads.download_log (release_id, completed)');
    this.addSql(`
      comment on column downloads.download_log.user_id is
        'personal: tell who downloaded a yanked release; 24 months; replaced by a random id'`);
  }

  override down(): void {
    this.addSql('drop schema downloads cascade');
  }
}
