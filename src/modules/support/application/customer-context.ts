import { Injectable } from '@nestjs/common';
import { Downloads, type LoggedDownload, type NewerRelease } from '../../downloads/index.js';
import { type LicenseFacts, Licensing } from '../../licensing/index.js';
import { type OrderSummary, Orders } from '../../orders/index.js';
import { Support, type TicketSummary } from './support.js';
import { bundleVersions, type Thread } from './ticket-thread.js';

/** What an agent sees of a customer beside the request. */
export interface CustomerFacts {
  readonly licenses: readonly LicenseFacts[];
  readonly orders: readonly OrderSummary[];
  readonly tickets: readonly TicketSummary[];
  /** What the requester downloaded last. */
  readonly downloads: readonly LoggedDownload[];
  /** The newest of these of the product that the request is about, where its release was withdrawn since. */
  readonly withdrawn: LoggedDownload | null;
  /** What the license may have instead of what a diagnostic bundle tells; null: nothing newer. */
  readonly newer: NewerRelease | null;
}

/** The request that the context is for. */
type AskedFor = Pick<Thread, 'organizationId' | 'requesterId' | 'licenseId' | 'messages'>;

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

  async of(thread: AskedFor): Promise<CustomerFacts> {
    const { organizationId, requesterId, licenseId } = thread;
    const [licenses, orders, tickets, downloads, newer] = await Promise.all([
      this.licensing.ofOrganization(organizationId, most),
      this.orders.recentOfOrganization(organizationId, most),
      this.support.recentOfOrganization(organizationId, most),
      this.downloads.recentOfPerson({ organizationId, userId: requesterId }, most),
      this.newerThan(thread),
    ]);
    const license = licenses.find((one) => one.licenseId === licenseId);
    const last = downloads.find(({ productId }) => !license || productId === license.productId);
    return { licenses, orders, tickets, downloads, withdrawn: last?.yankedAt ? last : null, newer };
  }

  private async newerThan(thread: AskedFor): Promise<NewerRelease | null> {
    const { organizationId, licenseId } = thread;
    const versions = bundleVersions(thread);
    if (licenseId === null || versions.length === 0) return null;
    return await this.downloads.newerOfLicense(versions, { organizationId, licenseId });
  }
}
