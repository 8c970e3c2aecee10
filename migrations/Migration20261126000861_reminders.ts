import { Migration } from '@mikro-orm/migrations';

/** Which stages of which ends were settled, so that no restart reminds twice (row LI-7). */
export class Migration20261126000861_reminders extends Migration {
  override up(): void {
    this.addSql(`
      create table licensing.reminder (
        license_id uuid not null references licensing.license (id),
        what text not null check (what in ('license', 'maintenance')),
        ends_at timestamptz(3) not null,
        days integer not null check (days in (1, 7, 30, 60)),
        settled_at timestamptz(3) not null,
        told boolean not null,
        primary key (license_id, what, ends_at, days)
      )`);
    this.addSql(`comment on column licensing.reminder.what is 'plain: what ends'`);
  }

  override down(): void {
    this.addSql('drop table licensing.reminder');
  }
}
