import { Migration } from '@mikro-orm/migrations';

/** Invitations in two ways, requests for one, domains that are proved by DNS, and an address of an organization. */
export class Migration20261126000400_organization extends Migration {
  override up(): void {
    this.addSql(`alter table identity.organization add column slug text null
      check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) between 3 and 40)`);
    this.addSql('create unique index organization_slug on identity.organization (slug)');
    this.invitations();
    this.requests();
    this.domains();
    for (const comment of comments) this.addSql(comment);
    this.addSql(`comment on table identity.invitation_request is 'subject: email'`);
  }

  private invitations(): void {
    this.addSql(`
      alter table identity.invitation
        add column message text null check (char_length(message) <= 500),
        add column way text not null default 'link' check (way in ('link', 'temporary-password')),
        add column sent_at timestamptz(3) null,
        add column temporary_password_hash text null unique,
        add column temporary_password_expires_at timestamptz(3) null,
        add column temporary_password_used_at timestamptz(3) null`);
    this.addSql('update identity.invitation set sent_at = created_at');
    this.addSql('alter table identity.invitation alter column sent_at set not null');
    this.addSql(
      'create index invitation_listed on identity.invitation (organization_id, created_at desc, id desc)',
    );
    this.addSql('create index invitation_newest on identity.invitation (created_at desc, id desc)');
    this.addSql(
      `create index invitation_address on identity.invitation (lower(email)) where status = 'pending'`,
    );
  }

  private requests(): void {
    this.addSql(`
      create table identity.invitation_request (
        id uuid primary key,
        email text not null check (char_length(email) <= 254),
        name text not null check (char_length(name) <= 120),
        locale text null check (char_length(locale) <= 20),
        organization_id uuid null references identity.organization (id) deferrable initially deferred,
        reason text null check (reason in ('invited', 'domain', 'unknown')),
        status text not null check (status in ('received', 'open', 'approved', 'declined', 'dropped')),
        requested_at timestamptz(3) not null,
        decided_at timestamptz(3) null,
        decided_by uuid null references identity.user (id) deferrable initially deferred,
        version integer not null default 1
      )`);
    this.addSql(
      `create index invitation_request_open on identity.invitation_request (organization_id, requested_at desc, id desc)
        where status = 'open'`,
    );
    this.addSql('create index invitation_request_email on identity.invitation_request (lower(email))');
    this.addSql('create index invitation_request_age on identity.invitation_request (requested_at)');
  }

  private domains(): void {
    this.addSql(`
      create table identity.organization_domain (
        id uuid primary key,
        organization_id uuid not null references identity.organization (id) deferrable initially deferred,
        domain text not null check (char_length(domain) <= 253),
        token text not null check (char_length(token) <= 64),
        created_at timestamptz(3) not null,
        check_asked_at timestamptz(3) null,
        checked_at timestamptz(3) null,
        outcome text null check (outcome in ('found', 'not-found', 'no-answer', 'taken')),
        verified_at timestamptz(3) null,
        version integer not null default 1,
        unique (organization_id, domain)
      )`);
    this.addSql(
      `create unique index organization_domain_verified on identity.organization_domain (domain)
        where verified_at is not null`,
    );
    this.addSql(
      `create index organization_domain_asked on identity.organization_domain (check_asked_at)
        where verified_at is null and check_asked_at is not null`,
    );
  }

  override down(): void {
    this.addSql('drop table identity.organization_domain');
    this.addSql('drop table identity.invitation_request');
    this.addSql('drop index identity.invitation_listed');
    this.addSql('drop index identity.invitation_newest');
    this.addSql('drop index identity.invitation_address');
    this.addSql(`alter table identity.invitation drop column message, drop column way, drop column sent_at,
      drop column temporary_password_hash, drop column temporary_password_expires_at,
      drop column temporary_password_used_at`);
    this.addSql('alter table identity.organization drop column slug');
  }
}

const note = (column: string, what: string) => `comment on column identity.${column} is '${what}'`;

const comments = [
  note('organization.slug', 'plain: the part of the address /o/... that an owner chose'),
  note('invitation.message', 'personal: greets the invited person; two years; delete the row'),
  note('invitation.way', 'plain: whether a link or a temporary password is mailed'),
  note('invitation.temporary_password_hash', 'personal: opens the first step; 24 hours; delete the row'),
  note('invitation_request.email', 'personal: whom the invitation would reach; 90 days; delete the row'),
  note('invitation_request.name', 'personal: tells owners who asks; 90 days; delete the row'),
  note('invitation_request.locale', 'personal: chooses the language; 90 days; delete the row'),
  note('invitation_request.reason', 'plain: why the organization is asked'),
  note('invitation_request.status', 'plain: what became of it'),
  note('organization_domain.domain', 'plain: a domain name of a company'),
  note('organization_domain.token', 'plain: what the DNS record says; it is public there'),
  note('organization_domain.outcome', 'plain: what the last look into the DNS found'),
];
