import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../kernel/ids.js';
import { log } from '../../../platform/logging/log.js';
import { ProductRepository, type Sold } from '../persistence/product.repository.js';
import { IssueLicense } from './issue-license.js';

/** A paid order as licensing sees it. */
export interface PaidOrder {
  readonly orderId: string;
  readonly organizationId: OrganizationId;
  readonly lines: readonly { readonly lineId: string; readonly sku: string; readonly quantity: number }[];
}

/**
 * Issues as many licenses as the order has of each product or edition. A line of something else, like a training, leaves the
 * order as it is. Twice the same order meets the unique index over line and place.
 */
@Injectable()
export class IssueLicensesForOrder {
  constructor(
    readonly em: EntityManager,
    private readonly products: ProductRepository,
    private readonly issueLicense: IssueLicense,
  ) {}

  @Transactional()
  async execute(order: PaidOrder): Promise<void> {
    for (const line of order.lines) {
      const sold = await this.products.soldAs(line.sku);
      if (sold) await this.issue(order, line, sold);
      else log.info({ orderId: order.orderId, lineId: line.lineId }, 'an order line is of no product');
    }
  }

  private async issue(order: PaidOrder, line: PaidOrder['lines'][number], sold: Sold): Promise<void> {
    const { orderId, organizationId } = order;
    for (let place = 1; place <= line.quantity; place += 1) {
      const bought = { orderId, orderLineId: line.lineId, place };
      await this.issueLicense.execute({ organizationId, ...sold, bought });
    }
  }
}
