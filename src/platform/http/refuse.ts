import { type Actor, may } from '../../kernel/actor.js';
import { Unauthenticated } from '../../kernel/errors.js';
import { AccessDenied, ClaimNotProved, NotForTokens, SecondFactorDue } from './access.errors.js';
import type { Access } from './access.js';

/**
 * Refuses who may not, as the route declares it.
 * @throws Unauthenticated, AccessDenied, ClaimNotProved, SecondFactorDue, NotForTokens
 */
export function refuse(actor: Actor, access: Access): void {
  if (access.to === 'public') return;
  if (actor.kind !== 'customer' && actor.kind !== 'staff') throw new Unauthenticated('Sign in to continue.');
  if (access.to === 'anyone-signed-in') {
    if (actor.credential === 'token' && !access.tokens) throw NotForTokens.here();
    return;
  }
  if (actor.kind !== access.to) throw AccessDenied.here();
  if (access.to === 'customer' && !access.provisional && actor.kind === 'customer' && actor.provisional) {
    throw ClaimNotProved.yet();
  }
  if (access.permission && !may(actor, access.permission)) throw AccessDenied.here();
  if (actor.secondFactorDue) throw SecondFactorDue.first();
}
