import { Injectable } from '@nestjs/common';
import { may, type StaffActor, type StaffPermission } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/errors.js';
import type { OrganizationId } from '../../../kernel/ids.js';
import { Downloads, type LoggedDownload } from '../../downloads/index.js';
import { Identity, type OrganizationMember, type OrganizationSummary } from '../../identity/index.js';
import { type LicenseFacts, Licensing } from '../../licensing/index.js';
import { type OrderSummary, Orders } from '../../orders/index.js';
import { Support, type TicketSummary } from '../../support/index.js';

/** Everything about a customer on one screen; null where the actor has no permission. */
export interface ShownCustomer {
  readonly organization: OrganizationSummary;
  readonly members: readonly OrganizationMember[];
  readonly licenses: readonly LicenseFacts[] | null;
  readonly orders: readonly OrderSummary[] | null;
  readonly tickets: readonly TicketSummary[] | null;
  readonly downloads: readonly LoggedDownload[];
}

const most = 20;

@Injectable()
export class ShowCustomer {
  constructor(
    private readonly identity: Identity,
    private readonly licensing: Licensing,
    private readonly orders: Orders,
    private readonly support: Support,
    private readonly downloads: Downloads,
  ) {}

  /** @throws NotFound when there is no such organization */
  async execute(actor: StaffActor, organizationId: string): Promise<ShownCustomer> {
    const id = organizationId as OrganizationId;
    const organization = await this.identity.organization(id);
    if (!organization) throw NotFound.of('customer');
    const permitted = <T>(permission: StaffPermission, read: () => Promise<T>): Promise<T | null> =>
      may(actor, permission) ? read() : Promise.resolve(null);
    const [members, licenses, orders, tickets, downloads] = await Promise.all([
      this.identity.membersOf(id),
      permitted('staff.licenses', () => this.licensing.ofOrganization(id, most)),
      permitted('staff.orders', () => this.orders.recentOfOrganization(id, most)),
      permitted('staff.tickets', () => this.support.recentOfOrganization(id, most)),
      this.downloads.recentOfOrganization(id, most),
    ]);
    return { organization, members, licenses, orders, tickets, downloads };
  }

  /** @throws NotFound when there is no such organization */
  async ensureKnown(organizationId: string): Promise<void> {
    if (!(await this.identity.organization(organizationId as OrganizationId))) throw NotFound.of('customer');
  }

  /** Customers whose name, or one of whose members, matches; all of them for an empty query. */
  async search(query: string): Promise<OrganizationSummary[]> {
    return await this.identity.searchOrganizations(query, 100);
  }
}
