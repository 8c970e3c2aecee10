import { Migration } from '@mikro-orm/migrations';

/**
 * Replies of agents in the seconds in which they can be taken back (row SU-3). A table of its own, so that nothing
 * that reads messages, for customers or for mails, can come upon one.
 */
export class Migration20261127000312_held_replies extends Migration {
  override up(): void {
    this.addSql(`
      create table support.held_reply (
        id uuid primary key,
        ticket_id uuid not null references support.ticket (id),
        author_id uuid not null,
        body text not null,
        files jsonb not null check (jsonb_typeof(files) = 'array'),
        change jsonb check (jsonb_typeof(change) = 'object'),
        submission_id uuid not null,
        deliver_at timestamptz(3) not null,
        unique (author_id, submission_id)
      )`);
    this.addSql('create index held_reply_of_ticket on support.held_reply (ticket_id)');
    this.addSql('create index held_reply_due on support.held_reply (deliver_at)');
    this.addSql(`comment on table support.held_reply is 'subject: author_id'`);
    for (const [column, comment] of comments)
      this.addSql(`comment on column support.held_reply.${column} is '${comment}'`);
    this.addSql(`create trigger announce_held after insert or delete on support.held_reply for each row
      execute function support.announce('held')`);
  }

  override down(): void {
    this.addSql('drop table support.held_reply');
  }
}

const comments = [
  ['body', 'personal: an answer that is about to be sent; a minute at most; delete the row'],
  ['files', 'personal: names of the files of that answer; a minute at most; delete the row'],
  ['change', 'plain: what is set at the request when the answer is sent'],
] as const;
