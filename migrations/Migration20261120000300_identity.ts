import { Migration } from '@mikro-orm/migrations';

const personal = (column: string, purpose: string, retention: string, erase: string) =>
  `comment on column identity.${column} is 'personal: ${purpose}; ${retention}; ${erase}'`;

/** Organizations, their people, and every way in: passwords, sessions, invitations, one-time links, codes. */
export class Migration20261120000300_identity extends Migration {
  override up(): void {
    this.addSql('create schema if not exists identity');
    this.people();
    this.sessions();
    this.links();
    for (const comment of comments) this.addSql(comment);
  }

  private people(): void {
    this.addSql(`
      create table identity.organization (
        id uuid primary key,
        name text not null check (char_length(name) between 1 and 200),
        kind text not null check (kind in ('company', 'person')),
        created_at timestamptz(3) not null,
        version integer not null default 1
      )`);
    this.addSql('create index organization_name on identity.organization (lower(name), id)');
    this.addSql(`
      create table identity.user (
        id uuid primary key,
        name text not null check (char_length(name) between 1 and 120),
        username text null check (username ~ '^[A-Za-z0-9_]{3,32}$'),
        email text null check (char_length(email) <= 254),
        email_verified_at timestamptz(3) null,
        pending_email text null check (char_length(pending_email) <= 254),
        password_hash text null check (char_length(password_hash) <= 300),
        password_changed_at timestamptz(3) null,
        locale text null check (char_length(locale) <= 20),
        time_zone text not null check (char_length(time_zone) between 1 and 60),
        staff_role text null check (staff_role in ('agent', 'manager', 'administrator')),
        totp_secret text null,
        totp_since timestamptz(3) null,
        totp_last_step integer null,
        created_at timestamptz(3) not null,
        disabled_at timestamptz(3) null,
        version integer not null default 1,
        check ((email is null) = (email_verified_at is null))
      )`);
    // Collation C folds ASCII only, whatever the locale of the server (row S1.36).
    this.addSql(`create unique index user_username on identity.user (lower(username collate "C"))`);
    this.addSql('create unique index user_email on identity.user (lower(email))');
    this.addSql('create index user_staff on identity.user (staff_role) where staff_role is not null');
    this.addSql(`
      create table identity.membership (
        id uuid primary key,
        organization_id uuid not null references identity.organization (id) deferrable initially deferred,
        user_id uuid not null references identity.user (id) deferrable initially deferred,
        role text not null check (role in ('owner', 'license-admin', 'buyer', 'technical-contact', 'reader')),
        joined_at timestamptz(3) not null,
        removed_at timestamptz(3) null,
        version integer not null default 1
      )`);
    this.addSql(
      'create unique index membership_once on identity.membership (organization_id, user_id) where removed_at is null',
    );
    this.addSql('create index membership_user on identity.membership (user_id) where removed_at is null');
    this.addSql(`
      create table identity.key_holder (
        id uuid primary key,
        user_id uuid not null references identity.user (id) deferrable initially deferred,
        license_id uuid not null unique,
        order_id uuid null,
        organization_id uuid not null,
        claimed_at timestamptz(3) not null,
        proved_at timestamptz(3) null,
        proof_requested_at timestamptz(3) null,
        version integer not null default 1
      )`);
    this.addSql('create index key_holder_user on identity.key_holder (user_id)');
    this.addSql(`
      create table identity.invitation (
        id uuid primary key,
        organization_id uuid not null references identity.organization (id) deferrable initially deferred,
        email text not null check (char_length(email) <= 254),
        name text not null check (char_length(name) <= 120),
        locale text null check (char_length(locale) <= 20),
        role text not null check (role in ('owner', 'license-admin', 'buyer', 'technical-contact', 'reader')),
        status text not null check (status in ('pending', 'accepted', 'revoked')),
        invited_by uuid null references identity.user (id) deferrable initially deferred,
        accepted_by uuid null references identity.user (id) deferrable initially deferred,
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        closed_at timestamptz(3) null,
        version integer not null default 1
      )`);
    this.addSql(
      `create unique index invitation_pending on identity.invitation (organization_id, lower(email))
        where status = 'pending'`,
    );
  }

  private sessions(): void {
    this.addSql(`
      create table identity.session (
        id uuid primary key,
        user_id uuid not null references identity.user (id) deferrable initially deferred,
        organization_id uuid null,
        kind text not null check (kind in ('page', 'api')),
        token_hash text null unique,
        user_agent text null check (char_length(user_agent) <= 300),
        idle_seconds integer not null check (idle_seconds > 0),
        created_at timestamptz(3) not null,
        last_seen_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        ended_at timestamptz(3) null
      )`);
    this.addSql('create index session_of_user on identity.session (user_id) where ended_at is null');
    this.addSql('create index session_expires on identity.session (expires_at)');
    this.addSql(`
      create table identity.refresh_token (
        id uuid primary key,
        session_id uuid not null references identity.session (id) on delete cascade deferrable initially deferred,
        token_hash text not null unique,
        created_at timestamptz(3) not null,
        used_at timestamptz(3) null
      )`);
    this.addSql('create index refresh_token_session on identity.refresh_token (session_id)');
  }

  private links(): void {
    this.addSql(`
      create table identity.one_time_link (
        id uuid primary key,
        purpose text not null
          check (purpose in ('invitation', 'password-reset', 'email-proof', 'claim-proof', 'sign-in')),
        token_hash text not null unique,
        user_id uuid null references identity.user (id) deferrable initially deferred,
        about_id uuid null,
        subject jsonb null,
        failures smallint not null default 0,
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        used_at timestamptz(3) null,
        voided_at timestamptz(3) null
      )`);
    this.addSql(
      `create index one_time_link_open on identity.one_time_link (purpose, user_id, about_id)
        where used_at is null and voided_at is null`,
    );
    this.addSql('create index one_time_link_expires on identity.one_time_link (expires_at)');
    this.addSql(`
      create table identity.reset_request (
        id uuid primary key,
        login text null check (char_length(login) <= 254),
        license_id uuid null,
        requested_at timestamptz(3) not null
      )`);
    this.addSql('create index reset_request_requested on identity.reset_request (requested_at)');
    this.addSql(`
      create table identity.recovery_code (
        id uuid primary key,
        user_id uuid not null references identity.user (id) deferrable initially deferred,
        code_hash text not null unique,
        created_at timestamptz(3) not null,
        used_at timestamptz(3) null
      )`);
    this.addSql('create index recovery_code_user on identity.recovery_code (user_id) where used_at is null');
  }

  override down(): void {
    this.addSql('drop schema identity cascade');
  }
}

const untilErased = 'until the account is erased';

const comments = [
  personal('organization.name', 'names the customer', 'kept with the orders', 'anonymize when a person'),
  personal('user.name', 'greets and names the person', untilErased, 'replace by "Former user"'),
  personal('user.username', 'signs in', untilErased, 'set null'),
  personal('user.email', 'signs in and receives mails', untilErased, 'set null'),
  personal('user.pending_email', 'awaits its proof', untilErased, 'set null'),
  personal('user.password_hash', 'signs in', untilErased, 'set null'),
  personal('user.locale', 'chooses the language', untilErased, 'set null'),
  personal('user.time_zone', 'shows times', untilErased, 'set UTC'),
  personal('user.totp_secret', 'second factor, sealed', untilErased, 'set null'),
  personal('invitation.email', 'receives the invitation', 'two years', 'delete the row'),
  personal('invitation.name', 'greets the invited person', 'two years', 'delete the row'),
  personal('invitation.locale', 'chooses the language', 'two years', 'delete the row'),
  personal('session.user_agent', 'lets people recognize their sessions', '90 days', 'delete the row'),
  personal('one_time_link.subject', 'what the step is about', '30 days after expiry', 'delete the row'),
  personal('reset_request.login', 'whom the reset may mean', '24 hours', 'delete the row'),
];
