import type { StaffActor } from '../../../kernel/actor.js';
import { Unauthenticated } from '../../../kernel/errors.js';
import type { Request } from '../../../platform/http/request.js';

/** The staff whom `@Staff` let through. */
export function staffOf({ actor }: Request): StaffActor {
  if (actor.kind !== 'staff') throw new Unauthenticated('Sign in to continue.');
  return actor;
}
