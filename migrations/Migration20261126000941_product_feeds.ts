import { Migration } from '@mikro-orm/migrations';

/**
 * The counter of what feeds of a product say (row DL-4). The database counts, so that no use case can change a release
 * and leave the counter behind; `issued_at` is given when somebody asks next, by the clock of the portal.
 */
export class Migration20261126000941_product_feeds extends Migration {
  override up(): void {
    this.addSql(`
      create table downloads.product_feed (
        product_id uuid primary key,
        counter bigint not null,
        issued_at timestamptz(3) null
      )`);
    this.addSql(`
      create function downloads.count_feed() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and old.published_at is null and new.published_at is null then return null; end if;
        if tg_op = 'INSERT' and new.published_at is null then return null; end if;
        if tg_op = 'DELETE' and old.published_at is null then return null; end if;
        insert into downloads.product_feed (product_id, counter)
          values (coalesce(new.product_id, old.product_id), 1)
          on conflict (product_id) do update set counter = product_feed.counter + 1, issued_at = null;
        return null;
      end $$`);
    this.addSql(`
      create trigger count_feed after insert or update or delete on downloads.release
        for each row execute function downloads.count_feed()`);
    // Updaters fetch files without anybody being signed in.
    this.addSql('alter table downloads.download_log alter column user_id drop not null');
  }

  override down(): void {
    this.addSql('drop trigger count_feed on downloads.release');
    this.addSql('drop function downloads.count_feed');
    this.addSql('drop table downloads.product_feed');
  }
}
