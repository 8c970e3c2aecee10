import { Injectable } from '@nestjs/common';
import type { OrganizationId } from '../../../kernel/ids.js';
import { type LicenseFacts, Licensing } from '../../licensing/index.js';
import { type OrderSummary, Orders } from '../../orders/index.js';
import { Support, type TicketSummary } from './support.js';

/** What an agent sees of a customer beside the request. */
export interface CustomerFacts {
  readonly licenses: readonly LicenseFacts[];
  readonly orders: readonly OrderSummary[];
  readonly tickets: readonly TicketSummary[];
}

const most = 5;

/** Gathers the newest of everything that an organization has. */
@Injectable()
export class CustomerContext {
  constructor(
    private readonly licensing: Licensing,
    private readonly orders: Orders,
    private readonly support: Support,
  ) {}

  async of(organizationId: OrganizationId): Promise<CustomerFacts> {
    const [licenses, orders, tickets] = await Promise.all([
      this.licensing.ofOrganization(organizationId, most),
      this.orders.recentOfOrganization(organizationId, most),
      this.support.recentOfOrganization(organizationId, most),
    ]);
    return { licenses, orders, tickets };
  }
}
