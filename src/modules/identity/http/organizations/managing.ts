import type { CustomerActor, StaffActor } from '../../../../kernel/actor.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import type { Managing } from '../../application/organizations/managing.js';

/** The customer, for their own organization. */
export function managing(actor: CustomerActor): Managing {
  return { actor, organizationId: actor.organizationId };
}

/** Staff, for the customer whose id the address has. */
export function managingAsStaff(actor: StaffActor, organizationId: string): Managing {
  return { actor, organizationId: organizationId as OrganizationId };
}
