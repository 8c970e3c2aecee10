import { Migration } from '@mikro-orm/migrations';

/** Recoveries that two agents approve (ruling C3), and links of kinds that the code knows. */
export class Migration20261126000510_recoveries extends Migration {
  override up(): void {
    // The code's union of purposes is the only list; a second one here would have to change with every kind of link.
    this.addSql(`alter table identity.one_time_link
      drop constraint if exists one_time_link_purpose_check,
      add constraint one_time_link_purpose_length check (char_length(purpose) between 1 and 40)`);
    this.addSql(`
      create table identity.recovery (
        id uuid primary key,
        user_id uuid not null references identity.user (id) deferrable initially deferred,
        status text not null check (status in ('requested', 'approved', 'completed', 'stopped', 'withdrawn')),
        reason text not null check (char_length(reason) between 1 and 500),
        verified_by text not null check (char_length(verified_by) between 1 and 500),
        send_to text not null check (char_length(send_to) <= 254),
        removes_factors boolean not null,
        requested_by uuid not null,
        requested_at timestamptz(3) not null,
        approved_by uuid null,
        approved_at timestamptz(3) null,
        ready_at timestamptz(3) null,
        sent_at timestamptz(3) null,
        closed_by uuid null,
        closed_at timestamptz(3) null,
        version integer not null default 1,
        check (approved_by is null or approved_by <> requested_by)
      )`);
    this.addSql(`create unique index recovery_open on identity.recovery (user_id)
      where status in ('requested', 'approved')`);
    this.addSql('create index recovery_requested on identity.recovery (requested_at desc, id desc)');
    this.addSql(`create index recovery_due on identity.recovery (ready_at)
      where status = 'approved' and sent_at is null`);
    this.addSql(`comment on table identity.recovery is 'subject: user_id'`);
    for (const [column, meaning] of comments)
      this.addSql(`comment on column identity.recovery.${column} is '${meaning}'`);
  }

  override down(): void {
    this.addSql('drop table identity.recovery');
  }
}

const comments = [
  ['status', 'plain: how far the recovery is'],
  ['reason', 'personal: tells the second agent why; two years; delete the row'],
  ['verified_by', 'personal: how the person was recognized; two years; delete the row'],
  ['send_to', 'personal: receives the link that sets a password; two years; delete the row'],
] as const;
