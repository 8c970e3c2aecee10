import { Migration } from '@mikro-orm/migrations';

/** Requests: tickets with public messages, files and history; internal notes in a table of their own (ruling C14). */
export class Migration20261120000700_support extends Migration {
  override up(): void {
    this.addSql('create schema if not exists support');
    this.addSql('create sequence support.ticket_number start with 10001');
    this.addSql(`
      create table support.ticket (
        id uuid primary key,
        organization_id uuid not null,
        number text not null unique check (number ~ '^R-[0-9]{1,18}$'),
        subject text not null check (char_length(subject) between 1 and 200),
        status text not null check (status in ('open', 'in-progress', 'on-hold', 'closed')),
        kind text not null check (kind in ('support', 'service')),
        requester_id uuid not null,
        by_key_holder boolean not null default false,
        license_id uuid null,
        product_id uuid null,
        assignee_id uuid null,
        unverified boolean not null default false,
        submission_id uuid null,
        created_at timestamptz(3) not null,
        last_public_activity_at timestamptz(3) not null,
        first_response_due_at timestamptz(3) not null,
        first_responded_at timestamptz(3) null,
        version integer not null default 1,
        unique (requester_id, submission_id)
      )`);
    this.addSql(`
      create table support.message (
        id uuid primary key,
        ticket_id uuid not null references support.ticket (id),
        author_id uuid not null,
        author_kind text not null check (author_kind in ('customer', 'staff')),
        body text not null check (char_length(body) between 1 and 20000),
        submission_id uuid null,
        created_at timestamptz(3) not null,
        unique (ticket_id, submission_id)
      )`);
    this.addSql(`
      create table support.status_change (
        id uuid primary key,
        ticket_id uuid not null references support.ticket (id),
        from_status text not null check (from_status in ('open', 'in-progress', 'on-hold', 'closed')),
        to_status text not null check (to_status in ('open', 'in-progress', 'on-hold', 'closed')),
        changed_by_id uuid not null,
        changed_by_kind text not null check (changed_by_kind in ('customer', 'staff')),
        changed_at timestamptz(3) not null,
        check (from_status <> to_status)
      )`);
    this.addSql(`
      create table support.attachment (
        id uuid primary key,
        message_id uuid not null references support.message (id),
        file_name text not null check (char_length(file_name) between 1 and 200),
        size_bytes integer not null check (size_bytes between 1 and 26214400),
        content_type text not null check (char_length(content_type) between 1 and 100),
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
        storage_key text not null unique check (char_length(storage_key) between 1 and 200),
        created_at timestamptz(3) not null
      )`);
    this.addSql(`
      create table support.internal_note (
        id uuid primary key,
        ticket_id uuid not null references support.ticket (id),
        author_id uuid not null,
        body text not null check (char_length(body) between 1 and 20000),
        submission_id uuid null,
        created_at timestamptz(3) not null,
        unique (ticket_id, submission_id)
      )`);
    this.addIndexes();
    this.addComments();
  }

  private addIndexes(): void {
    const newest = 'last_public_activity_at desc, id desc';
    this.addSql(`create index ticket_of_organization on support.ticket (organization_id, ${newest})`);
    this.addSql(
      `create index ticket_of_organization_by_status on support.ticket (organization_id, status, ${newest})`,
    );
    this.addSql(`create index ticket_newest on support.ticket (${newest})`);
    this.addSql(`create index ticket_newest_by_status on support.ticket (status, ${newest})`);
    this.addSql(`
      create index ticket_awaiting_response on support.ticket (first_response_due_at)
        where first_responded_at is null and status <> 'closed'`);
    this.addSql(`create index ticket_unassigned on support.ticket (${newest})
        where assignee_id is null and status <> 'closed'`);
    this.addSql('create index message_of_ticket on support.message (ticket_id, created_at, id)');
    this.addSql('create index status_change_of_ticket on support.status_change (ticket_id, changed_at, id)');
    this.addSql('create index attachment_of_message on support.attachment (message_id)');
    this.addSql('create index internal_note_of_ticket on support.internal_note (ticket_id, created_at, id)');
  }

  private addComments(): void {
    const kept = 'personal: answering the request; as long as the organization exists';
    const columns = {
      'ticket.subject': `${kept}; blank`,
      'ticket.requester_id': `${kept}; keep the id, identity anonymizes the user`,
      'message.body': `${kept}; blank`,
      'message.author_id': `${kept}; keep the id, identity anonymizes the user`,
      'attachment.file_name': `${kept}; blank`,
      'attachment.storage_key': `${kept}; delete the file`,
      'internal_note.body': `${kept}; blank`,
      'internal_note.author_id': `${kept}; keep the id, identity anonymizes the user`,
    };
    for (const [column, comment] of Object.entries(columns)) {
      this.addSql(`comment on column support.${column} is '${comment}'`);
    }
  }

  override down(): void {
    for (const table of ['internal_note', 'attachment', 'status_change', 'message', 'ticket']) {
      this.addSql(`drop table support.${table}`);
    }
    this.addSql('drop sequence support.ticket_number');
  }
}
