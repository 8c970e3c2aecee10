import { Injectable } from '@nestjs/common';
import { type CustomerActor, type CustomerPermission, may } from '../../../kernel/actor.js';
import { type DownloadSummary, Downloads } from '../../downloads/index.js';
import { type LicenseFacts, Licensing } from '../../licensing/index.js';
import { type OrderSummary, Orders } from '../../orders/index.js';
import { type StatusNotice, Support, type TicketSummary } from '../../support/index.js';

/** What the dashboard shows; null where the actor has no permission, so that no section appears. */
export interface Dashboard {
  /** Disturbances of the customer's products that go on; mostly none. */
  readonly running: readonly StatusNotice[];
  readonly tickets: readonly TicketSummary[] | null;
  readonly licenses: readonly LicenseFacts[] | null;
  readonly orders: readonly OrderSummary[] | null;
  readonly downloads: readonly DownloadSummary[] | null;
}

const most = 5;

/** Gathers a customer's dashboard: a short statement or two per permitted section, at the same time. */
@Injectable()
export class ShowDashboard {
  constructor(
    private readonly support: Support,
    private readonly licensing: Licensing,
    private readonly orders: Orders,
    private readonly downloads: Downloads,
  ) {}

  async execute(actor: CustomerActor): Promise<Dashboard> {
    const permitted = <T>(permission: CustomerPermission, read: () => Promise<T>): Promise<T | null> =>
      may(actor, permission) && !actor.provisional ? read() : Promise.resolve(null);
    const [running, tickets, licenses, orders, downloads] = await Promise.all([
      actor.provisional ? [] : this.support.runningFor(actor),
      permitted('tickets.read', () => this.support.openFor(actor, most)),
      permitted('licenses.read', () => this.licensing.recentFor(actor, most)),
      permitted('orders.read', () => this.orders.recentFor(actor, most)),
      permitted('downloads.read', () => this.downloads.newestFor(actor, most)),
    ]);
    return { running, tickets, licenses, orders, downloads };
  }
}
