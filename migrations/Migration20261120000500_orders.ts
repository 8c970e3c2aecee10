import { Migration } from '@mikro-orm/migrations';

/** Orders with their lines, invoices in gap-free series, and every delivery of the store. */
export class Migration20261120000500_orders extends Migration {
  override up(): void {
    this.addSql('create schema if not exists orders');
    this.customers();
    this.orders();
    this.invoices();
    this.deliveries();
  }

  override down(): void {
    this.addSql('drop schema orders cascade');
  }

  private customers(): void {
    this.addSql(`
      create table orders.store_customer (
        key text primary key check (length(key) between 1 and 600),
        organization_id uuid not null,
        created_at timestamptz(3) not null
      )`);
    this.addSql('create index store_customer_organization on orders.store_customer (organization_id)');
    this.addSql(`
      comment on column orders.store_customer.key is
        'personal: recognize a returning customer of the store; life of the organization; deleted with the row'`);
  }

  private orders(): void {
    this.addSql(`
      create table orders.order (
        id uuid primary key,
        organization_id uuid not null,
        number text not null unique check (length(number) between 1 and 64),
        status text not null
          check (status in ('pending', 'paid', 'fulfilled', 'partly-refunded', 'refunded', 'canceled')),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        net_minor bigint not null check (net_minor >= 0),
        tax_minor bigint not null check (tax_minor >= 0),
        total_minor bigint not null check (total_minor = net_minor + tax_minor),
        placed_at timestamptz(3) not null,
        paid_at timestamptz(3) null,
        buyer_name text not null check (length(buyer_name) between 1 and 120),
        buyer_email text not null check (length(buyer_email) between 3 and 254),
        buyer_locale text not null check (length(buyer_locale) between 2 and 35),
        organization_name text not null check (length(organization_name) between 1 and 200),
        address jsonb null,
        vat_id text null check (length(vat_id) between 1 and 40),
        version integer not null default 1,
        check (status in ('pending', 'canceled') or paid_at is not null)
      )`);
    this.addSql(
      'create index order_of_organization on orders.order (organization_id, placed_at desc, id desc)',
    );
    this.addSql('create index order_newest on orders.order (placed_at desc, id desc)');
    this.addSql(`
      create table orders.order_line (
        id uuid primary key,
        order_id uuid not null references orders.order (id) on delete cascade,
        place integer not null check (place >= 1),
        sku text not null check (length(sku) between 1 and 64),
        description text not null check (length(description) between 1 and 200),
        quantity integer not null check (quantity between 1 and 1000),
        unit_price_minor bigint not null check (unit_price_minor >= 0),
        tax_rate_percent double precision null check (tax_rate_percent between 0 and 100),
        unique (order_id, place)
      )`);
    for (const column of ['buyer_name', 'buyer_email', 'buyer_locale', 'organization_name']) {
      this.addSql(`
        comment on column orders.order.${column} is
          'personal: fulfil the purchase and invite the buyer; 10 years (tax law); kept with the legal reason'`);
    }
    this.addSql(`
      comment on column orders.order.address is
        'personal: bill the purchase; 10 years (tax law); kept with the legal reason'`);
  }

  private invoices(): void {
    this.addSql(`
      create table orders.invoice_series (
        series text primary key check (length(series) between 1 and 20),
        last_number integer not null check (last_number >= 0)
      )`);
    this.addSql(`
      create table orders.invoice (
        id uuid primary key,
        order_id uuid not null unique references orders.order (id),
        organization_id uuid not null,
        number text not null unique check (length(number) between 1 and 40),
        issued_at timestamptz(3) not null,
        snapshot jsonb not null,
        storage_key text null unique,
        size_bytes bigint null check (size_bytes > 0),
        sha256 text null check (sha256 ~ '^[0-9a-f]{64}$'),
        rendered_at timestamptz(3) null,
        version integer not null default 1,
        check ((storage_key is null) = (size_bytes is null)),
        check ((storage_key is null) = (sha256 is null)),
        check ((storage_key is null) = (rendered_at is null))
      )`);
    this.addSql(`
      comment on column orders.invoice.snapshot is
        'personal: the invoice as it was issued; 10 years (tax law); kept with the legal reason'`);
    // Papers are corrected by a credit note, never by an update (row OR-3), whoever holds the connection.
    this.addSql(`
      create function orders.keep_invoice() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE'
          or (old.id, old.order_id, old.organization_id, old.number, old.issued_at, old.snapshot)
            is distinct from (new.id, new.order_id, new.organization_id, new.number, new.issued_at, new.snapshot)
          or (old.sha256 is not null and old.sha256 is distinct from new.sha256)
        then
          raise exception 'An issued invoice never changes; issue a credit note.';
        end if;
        return new;
      end $$`);
    this.addSql(`
      create trigger keep_invoice before update or delete on orders.invoice
        for each row execute function orders.keep_invoice()`);
  }

  private deliveries(): void {
    this.addSql(`
      create table orders.webhook_delivery (
        id uuid primary key,
        webhook_id text null check (length(webhook_id) <= 200),
        received_at timestamptz(3) not null,
        outcome text not null check (outcome in
          ('accepted', 'known-order', 'replayed', 'ignored', 'wrong-signature', 'too-old', 'invalid')),
        event_type text null check (length(event_type) <= 100),
        order_id uuid null,
        problem text null check (length(problem) <= 2000),
        body text null,
        check (outcome <> 'wrong-signature' or body is null)
      )`);
    // The one wall against replays: a webhook's effect and this row are one transaction.
    this.addSql(`
      create unique index webhook_delivery_once on orders.webhook_delivery (webhook_id)
        where outcome in ('accepted', 'known-order', 'ignored')`);
    this.addSql(
      'create index webhook_delivery_newest on orders.webhook_delivery (received_at desc, id desc)',
    );
    this.addSql(`
      comment on column orders.webhook_delivery.body is
        'personal: replay and explain what the store sent; 12 months; blanked'`);
  }
}
