import { Migration } from '@mikro-orm/migrations';

/** What follows a closed request: how the requester rates it, and requests that continue it (rows SU-1, SU-8). */
export class Migration20261127000242_closing extends Migration {
  override up(): void {
    this.addSql(`
      create table support.rating (
        ticket_id uuid primary key references support.ticket (id) deferrable initially deferred,
        organization_id uuid not null,
        rated_by_id uuid not null,
        score text not null check (score in ('good', 'bad')),
        comment text null check (char_length(comment) between 1 and 2000),
        rated_at timestamptz(3) not null,
        changed_at timestamptz(3) not null
      )`);
    this.addSql('create index rating_newest on support.rating (rated_at desc)');
    this.addSql(`
      create table support.follow_up (
        ticket_id uuid primary key references support.ticket (id) deferrable initially deferred,
        of_ticket_id uuid not null references support.ticket (id) deferrable initially deferred
      )`);
    this.addSql('create index follow_up_of on support.follow_up (of_ticket_id)');
    for (const [what, comment] of comments) this.addSql(`comment on ${what} is '${comment}'`);
  }

  override down(): void {
    this.addSql('drop table support.follow_up');
    this.addSql('drop table support.rating');
  }
}

const comments: readonly (readonly [string, string])[] = [
  ['table support.rating', 'subject: rated_by_id'],
  ['column support.rating.score', 'plain: whether the request was answered well'],
  [
    'column support.rating.comment',
    'personal: learning from answers; as long as the organization exists; set null',
  ],
];
