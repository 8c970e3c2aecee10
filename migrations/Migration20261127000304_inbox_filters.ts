import { Migration } from '@mikro-orm/migrations';

/** The inbox narrowed to a priority or a product is found by index, also among a million requests. */
export class Migration20261127000304_inbox_filters extends Migration {
  override up(): void {
    // Most are normal: the order itself finds them.
    this.addSql(`
      create index ticket_newest_by_priority on support.ticket (priority, last_public_activity_at desc, id desc)
      where priority <> 'normal'`);
    this.addSql(`
      create index ticket_newest_of_product on support.ticket (product_id, last_public_activity_at desc, id desc)
      where product_id is not null`);
  }

  override down(): void {
    this.addSql('drop index support.ticket_newest_of_product');
    this.addSql('drop index support.ticket_newest_by_priority');
  }
}
