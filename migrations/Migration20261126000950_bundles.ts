import { Migration } from '@mikro-orm/migrations';

/** Bundles of a release for machines without internet. */
export class Migration20261126000950_bundles extends Migration {
  override up(): void {
    this.addSql(`
      create table downloads.bundle (
        id uuid primary key,
        organization_id uuid not null,
        requested_by uuid not null,
        license_id uuid not null,
        release_id uuid not null references downloads.release (id),
        platform text not null check (length(platform) between 1 and 40),
        locale text not null check (length(locale) between 2 and 35),
        with_license_files boolean not null,
        requested_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        ready_at timestamptz(3) null,
        failure text null check (failure in ('refused', 'changed')),
        done_bytes bigint not null default 0,
        total_bytes bigint not null default 0,
        size_bytes bigint null,
        sha256 text null check (length(sha256) = 64),
        version integer not null default 1,
        check ((ready_at is null) = (sha256 is null)),
        check ((ready_at is null) = (size_bytes is null)),
        check (ready_at is null or failure is null)
      )`);
    this.addSql(
      'create index bundle_of_organization on downloads.bundle (organization_id, requested_at desc)',
    );
    this.addSql('create index bundle_expires on downloads.bundle (expires_at)');
    for (const [column, comment] of comments)
      this.addSql(`comment on column downloads.bundle.${column} is '${comment}'`);
  }

  override down(): void {
    this.addSql('drop table downloads.bundle');
  }
}

const comments: readonly (readonly [string, string])[] = [
  ['platform', 'plain: the platform it is for'],
  ['locale', 'plain: the language of its texts'],
  ['failure', 'plain: why it could not be packed'],
  ['sha256', 'plain: hash of the archive'],
];
