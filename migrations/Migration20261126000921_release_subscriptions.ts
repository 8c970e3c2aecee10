import { Migration } from '@mikro-orm/migrations';

/** Who wants to be told of new releases, of which product and how early. */
export class Migration20261126000921_release_subscriptions extends Migration {
  override up(): void {
    this.addSql(`
      create table downloads.release_subscription (
        id uuid primary key,
        user_id uuid not null,
        organization_id uuid not null,
        product_id uuid not null,
        channel text not null check (channel in ('stable', 'beta')),
        created_at timestamptz(3) not null,
        unique (user_id, organization_id, product_id)
      )`);
    this.addSql('create index release_subscription_product on downloads.release_subscription (product_id)');
    this.addSql(`comment on table downloads.release_subscription is 'subject: user_id'`);
    this.addSql(`
      comment on column downloads.release_subscription.channel is
        'personal: which releases the person is told of; until it is ended; delete the row'`);
    // Who downloaded a release that is withdrawn.
    this.addSql(`
      create index download_log_completed on downloads.download_log (release_id, user_id, organization_id)
        where completed`);
  }

  override down(): void {
    this.addSql('drop index downloads.download_log_completed');
    this.addSql('drop table downloads.release_subscription');
  }
}
