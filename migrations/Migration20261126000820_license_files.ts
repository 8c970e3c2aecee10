import { Migration } from '@mikro-orm/migrations';

/** Keys that sign license files, what was asked for offline, and until when a machine may run without asking. */
export class Migration20261126000820_license_files extends Migration {
  override up(): void {
    this.addSql(`
      create table licensing.signing_key (
        kid text primary key check (length(kid) between 1 and 64),
        public_key bytea not null check (length(public_key) = 32),
        private_sealed bytea not null check (length(private_sealed) <= 512),
        state text not null check (state in ('next', 'current', 'retired')),
        created_at timestamptz(3) not null,
        signs_since timestamptz(3) null,
        retired_at timestamptz(3) null,
        last_file_ends_at timestamptz(3) null
      )`);
    this.addSql(
      "create unique index signing_key_current on licensing.signing_key (state) where state = 'current'",
    );
    this.addSql(`
      alter table licensing.installation
        add latest_file_id uuid null,
        add offline_until timestamptz(3) null`);
    this.addSql(`
      create table licensing.offline_request (
        id uuid primary key,
        license_id uuid not null references licensing.license (id),
        installation_id uuid not null references licensing.installation (id),
        kind text not null check (kind in ('activate', 'refresh', 'deactivate')),
        nonce text not null check (length(nonce) between 1 and 64),
        digest bytea not null check (length(digest) = 32),
        taken_at timestamptz(3) not null,
        file text null check (length(file) <= 65536),
        file_ends_at timestamptz(3) null,
        unique (license_id, nonce)
      )`);
    this.addSql(
      'create index offline_request_of_installation on licensing.offline_request (installation_id, taken_at desc)',
    );
    this.plain('licensing.signing_key', {
      kid: 'names the key',
      public_key: 'checks license files',
      private_sealed: 'signs license files, sealed with a key that is not in the database',
      state: 'whether it signs',
    });
    this.plain('licensing.offline_request', {
      kind: 'what a machine without internet asked for',
      nonce: 'drawn at random by the product, knows a request again',
      digest: 'of the request, knows it again',
      file: 'the signed answer, which says of the machine no more than its fingerprint',
    });
  }

  private plain(table: string, columns: Readonly<Record<string, string>>): void {
    for (const [column, what] of Object.entries(columns))
      this.addSql(`comment on column ${table}.${column} is 'plain: ${what}'`);
  }

  override down(): void {
    this.addSql('drop table licensing.offline_request, licensing.signing_key');
    this.addSql('alter table licensing.installation drop latest_file_id, drop offline_until');
  }
}
