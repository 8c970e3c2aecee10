import { Migration } from '@mikro-orm/migrations';

/** Mails that came in, whatever became of them (row SU-5). */
export class Migration20261127000270_inbound_mail extends Migration {
  override up(): void {
    this.addSql(`
      create table support.inbound_mail (
        id uuid primary key,
        received_at timestamptz(3) not null,
        fingerprint text not null,
        recipient text not null check (char_length(recipient) <= 320),
        storage_key text null,
        size_bytes integer not null,
        status text not null default 'received' check (status in ('received', 'taken', 'held', 'automatic', 'discarded')),
        reason text null,
        from_name text not null default '',
        from_address text not null default '' check (char_length(from_address) <= 320),
        subject text not null default '' check (char_length(subject) <= 400),
        mail_id text null check (char_length(mail_id) <= 250),
        ticket_id uuid null references support.ticket (id) on delete cascade,
        message_id uuid null references support.message (id) on delete cascade,
        quoted text not null default '',
        left_out jsonb not null default '[]' check (jsonb_typeof(left_out) = 'array'),
        settled_at timestamptz(3) null,
        settled_by uuid null,
        unique (fingerprint, recipient)
      )`);
    this.addSql(
      'create index inbound_mail_listed on support.inbound_mail (status, received_at desc, id desc)',
    );
    this.addSql(
      'create index inbound_mail_of_ticket on support.inbound_mail (ticket_id) where ticket_id is not null',
    );
    this.addSql(
      'create index inbound_mail_of_message on support.inbound_mail (message_id) where message_id is not null',
    );
    this.addSql(
      'create index inbound_mail_stored on support.inbound_mail (storage_key) where storage_key is not null',
    );
    for (const [column, comment] of comments)
      this.addSql(`comment on column support.inbound_mail.${column} is '${comment}'`);
    this.addSql(`comment on table support.inbound_mail is 'subject: from_address, settled_by = actor'`);
  }

  override down(): void {
    this.addSql('drop table support.inbound_mail');
  }
}

const kept = '90 days, or as long as the request that it became part of';

const comments: readonly (readonly [string, string])[] = [
  ['fingerprint', 'plain: a hash that tells a mail that came twice'],
  ['recipient', `personal: tells which request a mail is about; ${kept}; delete the row`],
  ['storage_key', 'personal: finds the mail as it came, which goes with the row; 90 days; delete the row'],
  ['status', 'plain: what became of it'],
  ['reason', 'plain: why it waits for an agent, or is no message'],
  ['from_name', `personal: tells agents who wrote; ${kept}; delete the row`],
  ['from_address', `personal: tells agents who wrote; ${kept}; delete the row`],
  ['subject', `personal: tells agents what a mail is about; ${kept}; delete the row`],
  ['mail_id', `personal: keeps mails of a conversation together; ${kept}; delete the row`],
  ['quoted', `personal: what the author quoted of earlier mails; ${kept}; delete the row`],
  ['left_out', `personal: names of files that are in the mail only; ${kept}; delete the row`],
];
