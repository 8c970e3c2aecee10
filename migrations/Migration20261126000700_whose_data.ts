import { Migration } from '@mikro-orm/migrations';

const before: Readonly<Record<string, string>> = {
  'support.message': 'subject: author_id',
  'identity.invitation': 'subject: email, accepted_by',
  'identity.reset_request': 'subject: login = email',
  'identity.one_time_link': 'subject: user_id',
  'orders.store_customer': 'subject: organization_id = organization',
};

// An answer belongs to whom it answers, not to the colleague who wrote it; what was typed for a reset may be a username.
const after: Readonly<Record<string, string>> = {
  'support.message': `subject: author_id if author_kind = 'customer', ticket_id = support.ticket if author_kind = 'staff'`,
  'identity.invitation': 'subject: email, accepted_by, invited_by = actor',
  'identity.reset_request': 'subject: login = login',
  'identity.one_time_link': 'subject: user_id, email',
  'orders.store_customer': 'subject: organization_id = organization, buyer_email',
};

/** Says more exactly whose the rows of five tables are (row ID-12). */
export class Migration20261126000700_whose_data extends Migration {
  override up(): void {
    this.addSql(`alter table identity.one_time_link
      add column email text generated always as (subject ->> 'email') stored`);
    this.addSql(`comment on column identity.one_time_link.email is
      'personal: finds what was sent to an address; 30 days after it expired; delete the row'`);
    // The key is the store's id of the customer, or `buyer:`, the address, and on a line of its own the organization.
    this.addSql(`alter table orders.store_customer add column buyer_email text generated always as
      (case when key like 'buyer:%' then split_part(substr(key, 7), chr(10), 1) end) stored`);
    this.addSql(`comment on column orders.store_customer.buyer_email is
      'personal: finds the customers that a buyer is; as long as the organization; delete the row'`);
    this.comment(after);
  }

  override down(): void {
    this.comment(before);
    this.addSql('alter table orders.store_customer drop column buyer_email');
    this.addSql('alter table identity.one_time_link drop column email');
  }

  private comment(comments: Readonly<Record<string, string>>): void {
    for (const [table, comment] of Object.entries(comments))
      this.addSql(`comment on table ${table} is '${comment.replaceAll("'", "''")}'`);
  }
}
