import { Migration } from '@mikro-orm/migrations';

/** Products with their policies, licenses, and the installations that use them. */
export class Migration20261120000400_licensing extends Migration {
  override up(): void {
    this.addSql('create schema if not exists licensing');
    this.addSql(`
      create table licensing.product (
        id uuid primary key,
        code text not null unique check (length(code) between 1 and 64),
        name text not null check (length(name) between 1 and 120),
        default_policy_id uuid not null,
        created_at timestamptz(3) not null,
        version integer not null default 1
      )`);
    this.addSql(`
      create table licensing.policy (
        id uuid primary key,
        product_id uuid not null references licensing.product (id) deferrable initially deferred,
        name text not null check (length(name) between 1 and 120),
        installation_limit integer not null check (installation_limit between 1 and 1000000),
        maintenance_months integer not null check (maintenance_months between 0 and 1200),
        validity_months integer null check (validity_months between 1 and 1200),
        created_at timestamptz(3) not null,
        version integer not null default 1
      )`);
    // Product and policy point at each other, so they are written in one transaction and checked at its end.
    this.addSql(`
      alter table licensing.product add constraint product_default_policy
        foreign key (default_policy_id) references licensing.policy (id) deferrable initially deferred`);
    this.addSql('create index policy_of_product on licensing.policy (product_id)');
    this.addSql(`
      create table licensing.license (
        id uuid primary key,
        serial_number text not null unique check (serial_number ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
        organization_id uuid not null,
        product_id uuid not null references licensing.product (id),
        policy_id uuid not null references licensing.policy (id),
        order_id uuid null,
        order_line_id uuid null,
        order_line_place integer null check (order_line_place >= 1),
        status text not null check (status in ('active', 'suspended', 'revoked', 'expired')),
        status_reason text null check (length(status_reason) between 1 and 500),
        status_changed_at timestamptz(3) not null,
        issued_at timestamptz(3) not null,
        expires_at timestamptz(3) null,
        maintenance_ends_at timestamptz(3) not null,
        version integer not null default 1,
        check ((order_line_id is null) = (order_id is null)),
        check ((order_line_id is null) = (order_line_place is null))
      )`);
    this.addSql(`
      create unique index license_once_per_place on licensing.license (order_line_id, order_line_place)
        where order_line_id is not null`);
    this.addSql(
      'create index license_of_organization on licensing.license (organization_id, issued_at desc, id desc)',
    );
    this.addSql('create index license_newest on licensing.license (issued_at desc, id desc)');
    this.addSql('create index license_of_order on licensing.license (order_id) where order_id is not null');
    this.addSql(`
      create table licensing.installation (
        id uuid primary key,
        license_id uuid not null references licensing.license (id),
        uid_hash bytea not null unique check (length(uid_hash) = 32),
        uid_sealed bytea not null,
        fingerprint text not null check (length(fingerprint) between 1 and 200),
        name text not null check (length(name) between 1 and 100),
        platform text not null check (length(platform) between 1 and 60),
        app_version text not null check (length(app_version) between 1 and 60),
        activated_at timestamptz(3) not null,
        last_seen_at timestamptz(3) not null,
        released_at timestamptz(3) null,
        version integer not null default 1
      )`);
    this.addSql(`
      create unique index installation_once_per_machine on licensing.installation (license_id, fingerprint)
        where released_at is null`);
    this.addSql(
      'create index installation_of_license on licensing.installation (license_id, activated_at desc, id desc)',
    );
    this.addSql(`
      comment on column licensing.license.status_reason is
        'personal: say why staff suspended or revoked it; life of the license; blanked'`);
    this.addSql(`
      comment on column licensing.installation.fingerprint is
        'personal: know the machine again; until 24 months after its release; deleted with the row'`);
    this.addSql(`
      comment on column licensing.installation.name is
        'personal: show people which machine it is; until 24 months after its release; deleted with the row'`);
  }

  override down(): void {
    this.addSql('drop schema licensing cascade');
  }
}
