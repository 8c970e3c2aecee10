import type { CustomerActor, SignedIn } from '../../../kernel/actor.js';
import { Unauthenticated } from '../../../kernel/errors.js';
import type { Request } from '../../../platform/http/request.js';

/** The actor of a route that the access guard keeps for people who are signed in. @throws Unauthenticated */
export function signedIn(request: Request): SignedIn {
  const { actor } = request;
  if (actor.kind === 'customer' || actor.kind === 'staff') return actor;
  throw new Unauthenticated('Sign in to continue.');
}

/** The customer of a route that the access guard keeps for customers. @throws Unauthenticated */
export function customer(request: Request): CustomerActor {
  if (request.actor.kind === 'customer') return request.actor;
  throw new Unauthenticated('Sign in to continue.');
}
