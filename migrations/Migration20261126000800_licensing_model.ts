import { Migration } from '@mikro-orm/migrations';

const oneOf = (...values: string[]): string => values.map((value) => `'${value}'`).join(', ');

/** Editions, the whole of a policy's rules, terms that wait, leases, counted usage, and each license's chain of events. */
export class Migration20261126000800_licensing_model extends Migration {
  override up(): void {
    this.policies();
    this.licenses();
    this.places();
    this.history();
  }

  private policies(): void {
    this.addSql(`
      alter table licensing.policy
        add kind text not null default 'node-locked' check (kind in ('node-locked', 'floating')),
        add core_limit integer null check (core_limit between 1 and 1000000),
        add user_limit integer null check (user_limit between 1 and 1000000),
        add overage text not null default 'none'
          check (overage in (${oneOf('none', '1.25x', '1.5x', '2x', 'always')})),
        add term_begins text not null default 'creation'
          check (term_begins in (${oneOf('creation', 'first-activation', 'first-validation', 'first-use')})),
        add renews_from text not null default 'expiry' check (renews_from in ('expiry', 'now')),
        add heartbeat_seconds integer null check (heartbeat_seconds between 60 and 31536000),
        add lease_seconds integer not null default 3600 check (lease_seconds between 60 and 2592000),
        add file_days integer not null default 30 check (file_days between 1 and 3650),
        add releases_allowed integer not null default 3 check (releases_allowed between 0 and 1000),
        add release_window_days integer not null default 30 check (release_window_days between 1 and 365),
        add features text[] not null default '{}' check (cardinality(features) <= 200)`);
    this.addSql(`
      create table licensing.usage_allowance (
        policy_id uuid not null references licensing.policy (id) on delete cascade,
        counter text not null check (counter ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
        allowance bigint null check (allowance >= 0),
        period text not null check (period in ('never', 'day', 'month', 'year')),
        primary key (policy_id, counter)
      )`);
    this.addSql(`
      create table licensing.edition (
        id uuid primary key,
        product_id uuid not null references licensing.product (id),
        code text not null unique check (length(code) between 1 and 64),
        name text not null check (length(name) between 1 and 120),
        policy_id uuid not null references licensing.policy (id),
        created_at timestamptz(3) not null,
        version integer not null default 1
      )`);
    this.addSql('create index edition_of_product on licensing.edition (product_id)');
    this.plain('licensing.policy', {
      kind: 'whether machines or leases take places',
      overage: 'how far above a limit a license works',
      term_begins: 'what a term begins with',
      renews_from: 'where a renewal adds its months',
      features: 'codes of what licenses unlock',
    });
    this.plain('licensing.usage_allowance', {
      counter: 'names what is counted',
      period: 'when it begins again',
    });
    this.plain('licensing.edition', { code: 'names the edition to programs', name: 'names the edition' });
  }

  private licenses(): void {
    this.addSql(`
      alter table licensing.license
        add edition_id uuid null references licensing.edition (id),
        add own_installation_limit integer null check (own_installation_limit between 1 and 1000000),
        add granted_features text[] not null default '{}' check (cardinality(granted_features) <= 200),
        add term_began_at timestamptz(3) null`);
    this.addSql('update licensing.license set term_began_at = issued_at');
    this.addSql('create index license_of_policy on licensing.license (policy_id, id)');
    this.plain('licensing.license', {
      granted_features: 'codes of what this license unlocks beyond its policy',
    });
  }

  private places(): void {
    this.addSql(`
      alter table licensing.installation
        add cores integer null check (cores between 1 and 100000),
        add users integer null check (users between 0 and 1000000),
        add release_reason text null
          check (release_reason in (${oneOf('customer', 'agent', 'product', 'lapsed', 'transfer')})),
        add released_by uuid null`);
    this.addSql(`
      create index installation_released on licensing.installation (license_id, released_at)
        where released_at is not null`);
    this.addSql('create index installation_fingerprint on licensing.installation (fingerprint)');
    this.addSql(`
      create table licensing.lease (
        id uuid primary key,
        license_id uuid not null references licensing.license (id),
        installation_id uuid not null references licensing.installation (id),
        taken_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        returned_at timestamptz(3) null
      )`);
    this.addSql(`
      create unique index lease_once_per_installation on licensing.lease (installation_id)
        where returned_at is null`);
    this.addSql(
      'create index lease_running on licensing.lease (license_id, expires_at) where returned_at is null',
    );
    this.addSql(`
      create table licensing.usage_counter (
        license_id uuid not null references licensing.license (id),
        counter text not null check (counter ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
        used bigint not null check (used >= 0),
        period_began_at timestamptz(3) null,
        primary key (license_id, counter)
      )`);
    this.plain('licensing.installation', { release_reason: 'who or what gave the place back' });
    this.plain('licensing.usage_counter', { counter: 'names what is counted' });
  }

  private history(): void {
    this.addSql(`
      create table licensing.license_event (
        license_id uuid not null references licensing.license (id) deferrable initially deferred,
        place integer not null check (place >= 1),
        kind text not null check (length(kind) between 1 and 80),
        at timestamptz(3) not null,
        entry text not null check (length(entry) <= 8192),
        hash bytea not null check (length(hash) = 32),
        primary key (license_id, place)
      )`);
    // Nobody rewrites what happened, the portal itself included.
    this.addSql(`
      create function licensing.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'The events of a license are append-only.';
      end $$`);
    this.addSql(`
      create trigger license_event_stays before update or delete or truncate on licensing.license_event
        for each statement execute function licensing.refuse_change()`);
    this.plain('licensing.license_event', {
      kind: 'what happened',
      entry: 'what happened, as it is hashed: ids, enums and instants',
      hash: 'the hash of the entry and the one before',
    });
  }

  private plain(table: string, columns: Readonly<Record<string, string>>): void {
    for (const [column, what] of Object.entries(columns))
      this.addSql(`comment on column ${table}.${column} is 'plain: ${what}'`);
  }

  override down(): void {
    this.addSql('drop table licensing.license_event, licensing.usage_counter, licensing.lease');
    this.addSql('drop function licensing.refuse_change');
    this.addSql(`
      alter table licensing.installation
        drop cores, drop users, drop release_reason, drop released_by`);
    this.addSql('drop index licensing.installation_fingerprint');
    this.addSql('drop index licensing.license_of_policy');
    this.addSql(`
      alter table licensing.license
        drop edition_id, drop own_installation_limit, drop granted_features, drop term_began_at`);
    this.addSql('drop table licensing.edition, licensing.usage_allowance');
    this.addSql(`
      alter table licensing.policy
        drop kind, drop core_limit, drop user_limit, drop overage, drop term_begins, drop renews_from,
        drop heartbeat_seconds, drop lease_seconds, drop file_days, drop releases_allowed,
        drop release_window_days, drop features`);
  }
}
