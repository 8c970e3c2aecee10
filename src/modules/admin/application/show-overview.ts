import { Injectable } from '@nestjs/common';
import { may, type StaffActor, type StaffPermission } from '../../../kernel/actor.js';
import { DeadLetters } from '../../../platform/events/dead-letters.js';
import { Deliveries } from '../../../platform/mail/deliveries.js';
import { People } from '../../../platform/ports/people.js';
import { type OrderSummary, Orders } from '../../orders/index.js';
import { Support, type SupportQueues } from '../../support/index.js';

export interface Troubles {
  readonly deadLetters: number;
  readonly failedMails: number;
  readonly doubtfulMails: number;
}

/** What the console's first page shows; null where the actor has no permission. */
export interface Overview {
  readonly queues: SupportQueues | null;
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
    private readonly deadLetters: DeadLetters,
    private readonly deliveries: Deliveries,
  ) {}

  async execute(actor: StaffActor): Promise<Overview> {
    const permitted = <T>(permission: StaffPermission, read: () => Promise<T>): Promise<T | null> =>
      may(actor, permission) ? read() : Promise.resolve(null);
    const [queues, orders, troubles] = await Promise.all([
      permitted('staff.tickets', () => this.support.queues()),
      permitted('staff.orders', () => this.newestOrders()),
      permitted('staff.operations', () => this.troubles()),
    ]);
    return { queues, orders, troubles };
  }

  private async newestOrders() {
    const orders = await this.orders.newest(most);
    const names = await this.people.organizations([...new Set(orders.map((order) => order.organizationId))]);
    return orders.map((order) => ({ ...order, organizationName: names.get(order.organizationId) ?? null }));
  }

  private async troubles(): Promise<Troubles> {
    const [deadLetters, mails] = await Promise.all([this.deadLetters.count(), this.deliveries.counts()]);
    return { deadLetters, failedMails: mails.failed ?? 0, doubtfulMails: mails.doubtful ?? 0 };
  }
}
