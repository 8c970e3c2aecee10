import { Migration } from '@mikro-orm/migrations';

/** The delivery log: one row per e-mail and recipient. It never holds what the mail says. */
export class Migration20261120000100_mail extends Migration {
  override async up(): Promise<void> {
    this.addSql(`
      create table platform.mail_delivery (
        id uuid primary key,
        event_id uuid not null,
        event jsonb not null,
        name text not null,
        lane text not null check (lane in ('ordinary', 'once')),
        user_id uuid,
        address text not null,
        recipient_name text not null,
        locale text not null,
        time_zone text not null,
        status text not null default 'queued'
          check (status in ('queued', 'sending', 'sent', 'failed', 'doubtful', 'skipped')),
        attempts integer not null default 0,
        last_error text,
        message_id text not null,
        created_at timestamptz not null default now(),
        changed_at timestamptz not null default now(),
        due_at timestamptz not null default now(),
        unique (event_id, name, address)
      )`);
    this.addSql(`
      create index mail_delivery_unfinished on platform.mail_delivery (due_at)
        where status in ('queued', 'sending')`);
    this.addSql(`
      create index mail_delivery_trouble on platform.mail_delivery (changed_at)
        where status in ('failed', 'doubtful')`);
    this.addSql(`create index mail_delivery_age on platform.mail_delivery (created_at)`);
  }
}
