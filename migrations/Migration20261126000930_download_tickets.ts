import { Migration } from '@mikro-orm/migrations';

/** Addresses that fetch one file without a session. */
export class Migration20261126000930_download_tickets extends Migration {
  override up(): void {
    this.addSql(`
      create table downloads.ticket (
        id uuid primary key,
        secret_hash text not null unique check (length(secret_hash) = 43),
        user_id uuid not null,
        organization_id uuid not null,
        license_id uuid null,
        api_token_id uuid null,
        release_id uuid not null references downloads.release (id) on delete cascade,
        artifact_id uuid not null references downloads.artifact (id) on delete cascade,
        made_at timestamptz(3) not null,
        armed_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        unique nulls not distinct (user_id, artifact_id, organization_id, license_id, api_token_id)
      )`);
    this.addSql('create index ticket_of_user on downloads.ticket (user_id, armed_at desc)');
    this.addSql('create index ticket_of_release on downloads.ticket (release_id)');
    this.addSql('create index ticket_of_artifact on downloads.ticket (artifact_id)');
    this.addSql('create index ticket_expires on downloads.ticket (expires_at)');
    this.addSql(`comment on table downloads.ticket is 'subject: user_id'`);
    this.addSql(`
      comment on column downloads.ticket.secret_hash is
        'personal: fetches a file without a session; 30 days after the end of the ticket; delete the row'`);
  }

  override down(): void {
    this.addSql('drop table downloads.ticket');
  }
}
