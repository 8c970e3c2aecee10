import { Migration } from '@mikro-orm/migrations';

/** Who of an organization sees which requests: its rule, confidential requests, and followers (row SU-2). */
export class Migration20261127000240_request_visibility extends Migration {
  override up(): void {
    this.addSql(`
      create table support.visibility (
        organization_id uuid primary key,
        mode text not null check (mode in ('everyone', 'own', 'roles', 'members')),
        roles text[] not null default '{}' check (cardinality(roles) <= 10),
        member_ids uuid[] not null default '{}' check (cardinality(member_ids) <= 200),
        version integer not null default 1
      )`);
    this.addSql('alter table support.ticket add column confidential boolean not null default false');
    this.addSql(`
      create table support.follower (
        id uuid primary key,
        ticket_id uuid not null references support.ticket (id) deferrable initially deferred,
        user_id uuid not null,
        added_by_id uuid not null,
        followed_at timestamptz(3) not null,
        unique (ticket_id, user_id)
      )`);
    this.addSql('create index follower_of_user on support.follower (user_id, ticket_id)');
    // Whose own requests are all that the rule leaves, and the list of the own ones.
    this.addSql(`create index ticket_of_requester
      on support.ticket (requester_id, last_public_activity_at desc, id desc)`);
    for (const [what, comment] of comments) this.addSql(`comment on ${what} is '${comment}'`);
  }

  override down(): void {
    this.addSql('drop index support.ticket_of_requester');
    this.addSql('drop table support.follower');
    this.addSql('alter table support.ticket drop column confidential');
    this.addSql('drop table support.visibility');
  }
}

const comments: readonly (readonly [string, string])[] = [
  ['column support.visibility.mode', 'plain: who sees requests of others'],
  ['column support.visibility.roles', 'plain: the roles that see all'],
  ['table support.follower', 'subject: user_id'],
  [
    'column support.follower.user_id',
    'personal: telling who follows a request; as long as they follow it; delete the row',
  ],
];
