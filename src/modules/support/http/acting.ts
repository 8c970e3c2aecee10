import type { CustomerActor, StaffActor } from '../../../kernel/actor.js';
import { Unauthenticated } from '../../../kernel/errors.js';
import type { Request } from '../../../platform/http/request.js';

/** The customer whom `@SignedIn` let through. */
export function customerOf({ actor }: Request): CustomerActor {
  if (actor.kind !== 'customer') throw new Unauthenticated('Sign in to continue.');
  return actor;
}

/** The agent whom `@Staff` let through. */
export function staffOf({ actor }: Request): StaffActor {
  if (actor.kind !== 'staff') throw new Unauthenticated('Sign in to continue.');
  return actor;
}
