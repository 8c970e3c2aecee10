import type { SignedIn } from '../../../../kernel/actor.js';
import type { OrganizationId } from '../../../../kernel/ids.js';

/** Somebody who may manage this organization: a member of it with the permission, or staff. */
export interface Managing {
  readonly actor: SignedIn;
  readonly organizationId: OrganizationId;
}
