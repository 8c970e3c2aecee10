import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { Channel } from '../../domain/release-facts.js';
import { UpdateRights } from '../update-rights.js';

/** A licensed product, and whether its new releases are told. */
export interface ProductSubscription {
  readonly productId: string;
  readonly productName: string;
  /** Null: no mails. `beta` includes stable releases. */
  readonly channel: Channel | null;
}

/** The products of the customer with what he chose to be told. */
@Injectable()
export class ShowSubscriptions {
  constructor(
    private readonly rights: UpdateRights,
    private readonly database: ReadDatabase,
  ) {}

  async execute(actor: CustomerActor): Promise<ProductSubscription[]> {
    const { userId, organizationId } = actor;
    const [products, rows] = await Promise.all([
      this.rights.of(actor),
      this.database.many<{ productId: string; channel: Channel }>(sql`
        select product_id as "productId", channel from downloads.release_subscription
        where user_id = ${userId} and organization_id = ${organizationId}`),
    ]);
    const chosen = new Map(rows.map(({ productId, channel }) => [productId, channel]));
    return [...products.values()]
      .sort((a, b) => a.productName.localeCompare(b.productName))
      .map(({ productId, productName }) => ({
        productId,
        productName,
        channel: chosen.get(productId) ?? null,
      }));
  }
}
