import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import { newId, type OrganizationId } from '../../../kernel/ids.js';
import { Order, type OrderId } from '../domain/order.js';

/** Orders for commands, with their lines. */
@Injectable()
export class OrderRepository {
  constructor(private readonly em: EntityManager) {}

  /** @throws NotFound */
  async byId(id: string): Promise<Order> {
    const order = await this.em.findOne(Order, { id: id as OrderId }, { populate: ['lines'] });
    if (!order) throw NotFound.of('order');
    return order;
  }

  /**
   * The id of the order with this number, or null. The number is held for the rest of the transaction, so of several
   * deliveries at once the first makes the order and the others find it.
   */
  async reserve(number: string): Promise<OrderId | null> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`orders.order ${number}`]);
    const order = await this.em.findOne(Order, { number }, { fields: ['id'] });
    return order?.id ?? null;
  }

  /** The organization of the store's customer, born here when the customer is new (ADR 0015). */
  async organizationOf(customerKey: string, now: Date): Promise<OrganizationId> {
    // The update changes nothing: it makes the row of a concurrent first purchase come back.
    const rows: { organization_id: OrganizationId }[] = await this.em.execute(
      `insert into orders.store_customer (key, organization_id, created_at) values (?, ?, ?)
       on conflict (key) do update set key = excluded.key returning organization_id`,
      [customerKey, newId<OrganizationId>(), now],
    );
    const row = rows[0];
    if (!row) throw new Error('The database returned no organization for a store customer.');
    return row.organization_id;
  }
}
