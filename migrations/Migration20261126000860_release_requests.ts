import { Migration } from '@mikro-orm/migrations';

/** Customers ask agents to release a machine (row LI-5). */
export class Migration20261126000860_release_requests extends Migration {
  override up(): void {
    this.addSql(`
      create table licensing.release_request (
        id uuid primary key,
        license_id uuid not null references licensing.license (id),
        installation_id uuid not null references licensing.installation (id),
        organization_id uuid not null,
        status text not null check (status in ('open', 'approved', 'refused', 'withdrawn')),
        reason text not null check (length(reason) between 1 and 500),
        requested_by uuid not null,
        by_key_holder boolean not null,
        requested_at timestamptz(3) not null,
        closed_by uuid null,
        closed_at timestamptz(3) null,
        answer text null check (length(answer) <= 500),
        version integer not null default 1,
        check ((status = 'open') = (closed_at is null))
      )`);
    this.addSql(`
      create unique index release_request_once_open on licensing.release_request (installation_id)
        where status = 'open'`);
    this.addSql(
      'create index release_request_of_license on licensing.release_request (license_id, requested_at desc, id desc)',
    );
    this.addSql(
      'create index release_request_by_status on licensing.release_request (status, requested_at, id)',
    );
    this.addSql(`comment on table licensing.release_request is 'subject: requested_by'`);
    this.addSql(`comment on column licensing.release_request.status is 'plain: where it stands'`);
    this.addSql(`comment on column licensing.release_request.reason is
      'personal: tells agents why a machine is to be released; as long as the license; replace'`);
    this.addSql(`comment on column licensing.release_request.answer is
      'personal: tells the customer why it was refused; as long as the license; set null'`);
  }

  override down(): void {
    this.addSql('drop table licensing.release_request');
  }
}
