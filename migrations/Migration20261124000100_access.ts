import { Migration } from '@mikro-orm/migrations';

/** Exceptions to roles, second factors that a role needs, passkeys, and fresh proofs for important actions. */
export class Migration20261124000100_access extends Migration {
  override up(): void {
    this.addSql(`alter table identity.membership
      add column granted text[] not null default '{}', add column withheld text[] not null default '{}'`);
    this.addSql(
      `alter table identity.organization add column second_factor_roles text[] not null default '{}'`,
    );
    this.addSql(`alter table identity.user add column withheld text[] not null default '{}'`);
    this.addSql(`
      create table identity.passkey (
        id uuid primary key,
        user_id uuid not null references identity.user (id) deferrable initially deferred,
        credential_id text not null unique check (char_length(credential_id) <= 1400),
        public_key bytea not null,
        counter bigint not null,
        transports text[] not null default '{}',
        rp_id text not null,
        name text not null check (char_length(name) between 1 and 60),
        created_at timestamptz(3) not null,
        last_used_at timestamptz(3) null,
        version integer not null default 1
      )`);
    this.addSql('create index passkey_user on identity.passkey (user_id)');
    this.addSql(`
      create table identity.step_up (
        id uuid primary key,
        user_id uuid not null references identity.user (id) deferrable initially deferred,
        session_id uuid not null references identity.session (id) on delete cascade deferrable initially deferred,
        action text not null check (char_length(action) <= 40),
        code_hash text null,
        requested_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        proved_at timestamptz(3) null,
        method text null check (method in ('totp', 'passkey', 'email', 'password', 'recovery-code')),
        version integer not null default 1
      )`);
    this.addSql('create index step_up_session on identity.step_up (session_id, action, requested_at desc)');
    this.addSql('create index step_up_expires on identity.step_up (expires_at)');
    this.addSql(`comment on column identity.passkey.name is
      'personal: tells passkeys apart; until the passkey is removed; delete the row'`);
    this.addSql(`comment on column identity.passkey.public_key is
      'personal: signs in; until the passkey is removed; delete the row'`);
    this.addSql(`comment on column identity.passkey.credential_id is
      'personal: signs in; until the passkey is removed; delete the row'`);
  }

  override down(): void {
    this.addSql('drop table identity.step_up');
    this.addSql('drop table identity.passkey');
    this.addSql('alter table identity.user drop column withheld');
    this.addSql('alter table identity.organization drop column second_factor_roles');
    this.addSql('alter table identity.membership drop column granted, drop column withheld');
  }
}
