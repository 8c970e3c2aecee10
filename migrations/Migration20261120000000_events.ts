import { Migration } from '@mikro-orm/migrations';

/** The outbox, who consumed what, and what nobody could consume. */
export class Migration20261120000000_events extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create schema if not exists platform`);
    this.addSql(`
      create table platform.outbox (
        id uuid primary key,
        sequence bigint generated always as identity,
        name text not null,
        version integer not null,
        occurred_at timestamptz not null,
        payload jsonb not null,
        subscribers text[],
        published_at timestamptz,
        check_after timestamptz
      )`);
    this.addSql(`
      comment on column platform.outbox.check_after is
        'When to look whether every subscriber consumed the event; null once all did'`);
    this.addSql(`
      create index outbox_unpublished on platform.outbox (sequence) where published_at is null`);
    this.addSql(`
      create index outbox_unsettled on platform.outbox (check_after) where check_after is not null`);
    this.addSql(`
      create index outbox_settled on platform.outbox (published_at)
        where published_at is not null and check_after is null`);
    this.addSql(`
      create table platform.inbox (
        event_id uuid not null,
        subscriber text not null,
        at timestamptz not null default now(),
        primary key (event_id, subscriber)
      )`);
    this.addSql(`create index inbox_age on platform.inbox using brin (at)`);
    this.addSql(`
      create table platform.dead_letter (
        id uuid primary key,
        event_id uuid not null,
        subscriber text not null,
        event jsonb not null,
        error text not null,
        attempts integer not null,
        at timestamptz not null default now(),
        unique (event_id, subscriber)
      )`);
    // Delivered at commit, once per transaction however many rows it inserts.
    this.addSql(`
      create function platform.wake_relay() returns trigger language plpgsql as $$
      begin
        perform pg_notify('latchkey_outbox', '');
        return null;
      end $$`);
    this.addSql(`
      create trigger wake_relay after insert on platform.outbox
        for each statement execute function platform.wake_relay()`);
  }
}
