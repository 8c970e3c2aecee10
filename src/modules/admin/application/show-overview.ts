import { Injectable } from '@nestjs/common';
import { may, type StaffActor, type StaffPermission } from '../../../kernel/actor.js';
import { People } from '../../../platform/ports/people.js';
import { Licensing } from '../../licensing/index.js';
import { type OrderSummary, Orders } from '../../orders/index.js';
import { Support, type SupportQueues } from '../../support/index.js';
import { Operations, type Troubles } from './operations.js';

/** What the console's first page shows; null where the actor has no permission. */
export interface Overview {
  readonly queues: SupportQueues | null;
  /** Requests to release a machine that wait. */
  readonly releases: number | null;
  readonly orders: readonly (OrderSummary & { readonly organizationName: string | null })[] | null;
  readonly troubles: Troubles | null;
}

const most = 8;

/** Gathers what waits for staff. */
@Injectable()
export class ShowOverview {
  constructor(
    private readonly support: Support,
    private readonly orders: Orders,
    private readonly people: People,
    private readonly licensing: Licensing,
    private readonly operations: Operations,
  ) {}

  async execute(actor: StaffActor): Promise<Overview> {
    const permitted = <T>(permission: StaffPermission, read: () => Promise<T>): Promise<T | null> =>
      may(actor, permission) ? read() : Promise.resolve(null);
    const [queues, releases, orders, troubles] = await Promise.all([
      permitted('staff.tickets', () => this.support.queues()),
      permitted('staff.licenses', () => this.licensing.releaseRequestsWaiting()),
      permitted('staff.orders', () => this.newestOrders()),
      permitted('staff.operations', () => this.operations.count()),
    ]);
    return { queues, releases, orders, troubles };
  }

  private async newestOrders() {
    const orders = await this.orders.newest(most);
    const names = await this.people.organizations([...new Set(orders.map((order) => order.organizationId))]);
    return orders.map((order) => ({ ...order, organizationName: names.get(order.organizationId) ?? null }));
  }
}
