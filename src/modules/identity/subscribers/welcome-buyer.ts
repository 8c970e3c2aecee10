import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import type { OrganizationId } from '../../../kernel/ids.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { OrderPaid } from '../../orders/index.js';
import { WelcomeBuyer } from '../application/organizations/welcome-buyer.js';

@Injectable()
export class WelcomeBuyerOfPaidOrder {
  constructor(private readonly welcome: WelcomeBuyer) {}

  @Subscribe(OrderPaid, 'identity.welcome-buyer-of-paid-order')
  async on({ payload }: DomainEvent<z.output<typeof OrderPaid.schema>>): Promise<void> {
    const organizationId = payload.organizationId as OrganizationId;
    await this.welcome.execute({ orderId: payload.orderId, organizationId });
  }
}
