import { Migration } from '@mikro-orm/migrations';

/** What a release tells of upgrades, how far it is rolled out, and the signatures of its files. */
export class Migration20261126000910_release_model extends Migration {
  override up(): void {
    this.addSql(`
      alter table downloads.release
        add column breaking_changes text not null default '' check (length(breaking_changes) <= 10000),
        add column required boolean not null default false,
        add column minimum_version text null check (length(minimum_version) between 1 and 60),
        add column rollout_percent smallint not null default 100 check (rollout_percent between 0 and 100),
        add column halted_at timestamptz(3) null,
        add column halt_reason text null check (length(halt_reason) between 1 and 500),
        add check ((halted_at is null) = (halt_reason is null)),
        add check (halted_at is null or status <> 'draft')`);
    this.addSql(`
      alter table downloads.artifact
        add column blake2b512 text null check (length(blake2b512) = 88),
        add column signature text null check (length(signature) = 88),
        add column signature_kid text null check (length(signature_kid) = 43),
        add check ((signature is null) = (signature_kid is null))`);
    this.addSql(`
      create table downloads.release_key (
        kid text primary key check (length(kid) = 43),
        public_key bytea not null check (length(public_key) = 32),
        private_sealed bytea not null,
        created_at timestamptz(3) not null,
        retired_at timestamptz(3) null
      )`);
    // One key signs at a time.
    this.addSql(
      'create unique index release_key_current on downloads.release_key ((true)) where retired_at is null',
    );
    for (const [column, comment] of comments)
      this.addSql(`comment on column downloads.${column} is '${comment}'`);
  }

  override down(): void {
    this.addSql('drop table downloads.release_key');
    this.addSql(
      'alter table downloads.artifact drop column blake2b512, drop column signature, drop column signature_kid',
    );
    this.addSql(`
      alter table downloads.release drop column breaking_changes, drop column required, drop column minimum_version,
        drop column rollout_percent, drop column halted_at, drop column halt_reason`);
  }
}

const comments: readonly (readonly [string, string])[] = [
  ['release.breaking_changes', 'plain: what an upgrade breaks'],
  ['release.minimum_version', 'plain: the oldest version that upgrades directly'],
  ['release.halt_reason', 'plain: why the vendor halted it'],
  ['artifact.blake2b512', 'plain: hash of the file'],
  ['artifact.signature', 'plain: signature of the file'],
  ['artifact.signature_kid', 'plain: the key of the signature'],
  ['release_key.kid', 'plain: names the key'],
  ['release_key.public_key', 'plain: checks signatures'],
  ['release_key.private_sealed', 'plain: signs releases, sealed'],
];
