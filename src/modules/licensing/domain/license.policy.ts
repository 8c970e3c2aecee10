import type { CustomerActor } from '../../../kernel/actor.js';
import type { License } from './license.js';

/** Whether the license is one that the actor may know of. */
export function mayReach(actor: CustomerActor, { id, organizationId }: License): boolean {
  const own = actor.limitedTo === null || actor.limitedTo.licenseId === id;
  return own && actor.organizationId === organizationId;
}
