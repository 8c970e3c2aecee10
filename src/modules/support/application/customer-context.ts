import { Injectable } from '@nestjs/common';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { Downloads, type LoggedDownload } from '../../downloads/index.js';
import { type LicenseFacts, Licensing } from '../../licensing/index.js';
import { type OrderSummary, Orders } from '../../orders/index.js';
import { Support, type TicketSummary } from './support.js';

/** What an agent sees of a customer beside the request. */
export interface CustomerFacts {
  readonly licenses: readonly LicenseFacts[];
  readonly orders: readonly OrderSummary[];
  readonly tickets: readonly TicketSummary[];
  /** What the requester downloaded last. */
  readonly downloads: readonly LoggedDownload[];
  /** The newest of these of the product that the request is about, where its release was withdrawn since. */
  readonly withdrawn: LoggedDownload | null;
}

/** The request that the context is for. */
export interface AskedFor {
  readonly organizationId: OrganizationId;
  readonly requesterId: UserId;
  readonly licenseId: string | null;
}

const most = 5;

/** Gathers the newest of everything that an organization has. */
@Injectable()
export class CustomerContext {
  constructor(
    private readonly licensing: Licensing,
    private readonly orders: Orders,
    private readonly support: Support,
    private readonly downloads: Downloads,
  ) {}

  async of({ organizationId, requesterId, licenseId }: AskedFor): Promise<CustomerFacts> {
    const [licenses, orders, tickets, downloads] = await Promise.all([
      this.licensing.ofOrganization(organizationId, most),
      this.orders.recentOfOrganization(organizationId, most),
      this.support.recentOfOrganization(organizationId, most),
      this.downloads.recentOfPerson({ organizationId, userId: requesterId }, most),
    ]);
    const license = licenses.find((one) => one.licenseId === licenseId);
    const last = downloads.find(({ productId }) => !license || productId === license.productId);
    return { licenses, orders, tickets, downloads, withdrawn: last?.yankedAt ? last : null };
  }
}
