import { Migration } from '@mikro-orm/migrations';

/** Answers kept for Idempotency-Key, and the counters of the rate limits where there is no Redis. */
export class Migration20261120000200_http extends Migration {
  override up(): void {
    this.addSql('create schema if not exists platform');
    this.addSql(`
      create table platform.idempotency (
        key_hash text primary key,
        request_hash text not null,
        status smallint null,
        location text null,
        sealed_body text null,
        created_at timestamptz not null default now()
      )`);
    this.addSql('create index idempotency_created_at on platform.idempotency (created_at)');
    // Unlogged: a counter is worth no wait for the disk, and losing all of them takes a crash of the server.
    // The order of the columns is rate-limiter-flexible's.
    this.addSql(`
      create unlogged table platform.rate_limit (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint null
      )`);
    this.addSql('create index rate_limit_expire on platform.rate_limit (expire)');
  }

  override down(): void {
    this.addSql('drop table platform.rate_limit');
    this.addSql('drop table platform.idempotency');
  }
}
