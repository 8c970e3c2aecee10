import { Migration } from '@mikro-orm/migrations';

/** Changes of many requests at once, kept for a while so that they can be undone (row SU-3). */
export class Migration20261127000292_bulk_changes extends Migration {
  override up(): void {
    this.addSql(`
      create table support.bulk_change (
        id uuid primary key,
        actor_id uuid not null,
        changed_at timestamptz(3) not null,
        steps jsonb not null check (jsonb_array_length(steps) between 1 and 100),
        undone_at timestamptz(3) null
      )`);
    this.addSql('create index bulk_change_age on support.bulk_change (changed_at)');
    this.addSql(`comment on column support.bulk_change.steps is
      'plain: ids of requests with the status, priority, assignee and tags that they had'`);
    // "Mine", and who has how many, are asked for all day long.
    this.addSql(`create index ticket_of_assignee on support.ticket
      (assignee_id, last_public_activity_at desc, id desc) where status <> 'closed'`);
  }

  override down(): void {
    this.addSql('drop index support.ticket_of_assignee');
    this.addSql('drop table support.bulk_change');
  }
}
