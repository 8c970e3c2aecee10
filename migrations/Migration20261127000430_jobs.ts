import { Migration } from '@mikro-orm/migrations';

/** Jobs are written down with the change that asks for them, so that no loss of the queue loses one (promise E3). */
export class Migration20261127000430_jobs extends Migration {
  override up(): void {
    this.addSql(`
      create table platform.job (
        id uuid primary key,
        key text not null unique,
        name text not null,
        data jsonb not null,
        created_at timestamptz not null default now(),
        run_at timestamptz not null,
        check_after timestamptz null default now(),
        rounds integer not null default 0,
        error text null
      )`);
    this.addSql('create index job_due on platform.job (check_after) where check_after is not null');
    this.addSql(
      'create index job_failing on platform.job (created_at desc, id desc) where error is not null',
    );
    this.addSql(`comment on column platform.job.key is 'plain: its name and what it is about, as ids'`);
    this.addSql(`comment on column platform.job.name is 'plain: what is to be done'`);
    this.addSql(`comment on column platform.job.data is 'plain: what it is about, as ids'`);
    this.addSql(`comment on column platform.job.error is 'plain: why the last round failed'`);
    this.addSql(`
      create function platform.wake_job_relay() returns trigger language plpgsql as $$
      begin
        perform pg_notify('latchkey_jobs', '');
        return null;
      end $$`);
    this.addSql(`
      create trigger wake_job_relay after insert on platform.job
        for each statement execute function platform.wake_job_relay()`);
  }

  override down(): void {
    this.addSql('drop table platform.job');
    this.addSql('drop function platform.wake_job_relay()');
  }
}
