import type { SignedIn } from '../../../kernel/actor.js';
import { Forbidden, NotFound } from '../../../kernel/errors.js';
import type { Party, Ticket } from '../domain/ticket.js';
import { mayRead, mayReply, mayShare, mayWork, type Sight } from '../domain/ticket.policy.js';

export const partyOf = (actor: SignedIn): Party => ({ userId: actor.userId, kind: actor.kind });

/** @throws NotFound when the actor may not know the ticket. @throws Forbidden when reading is all it may */
export function ensureMayReply(actor: SignedIn, ticket: Ticket, sight: Sight): void {
  if (!mayRead(actor, ticket, sight)) throw NotFound.of('request');
  if (mayReply(actor, ticket, sight)) return;
  throw new Forbidden('Access denied: you may read this request, but not write to it.', {
    remedy: 'Ask an owner of your organization for the permission.',
  });
}

/** @throws NotFound when the actor may not know the ticket. @throws Forbidden unless it is the actor's own to share */
export function ensureMayShare(actor: SignedIn, ticket: Ticket, sight: Sight): void {
  if (!mayRead(actor, ticket, sight)) throw NotFound.of('request');
  if (mayShare(actor, ticket)) return;
  throw new Forbidden('Access denied: only who opened the request decides who sees it.');
}

/** @throws Forbidden unless the actor is staff who work on tickets */
export function ensureMayWork(actor: SignedIn): void {
  if (!mayWork(actor)) throw new Forbidden('Access denied: only support agents may do this.');
}
