import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import type { OrganizationId } from '../../../kernel/ids.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { OrderPaid } from '../../orders/index.js';
import { IssueLicensesForOrder } from '../application/issue-licenses-for-order.js';

@Injectable()
export class IssueLicensesForPaidOrder {
  constructor(private readonly issueLicensesForOrder: IssueLicensesForOrder) {}

  @Subscribe(OrderPaid, 'licensing.issue-licenses-for-paid-order')
  async on({ payload }: DomainEvent<z.output<typeof OrderPaid.schema>>): Promise<void> {
    const { orderId, lines } = payload;
    const organizationId = payload.organizationId as OrganizationId;
    await this.issueLicensesForOrder.execute({ orderId, organizationId, lines });
  }
}
