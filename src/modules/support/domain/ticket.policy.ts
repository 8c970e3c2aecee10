import { type Actor, may } from '../../../kernel/actor.js';

/** What decides who may see a request. */
export interface TicketAccess {
  readonly organizationId: string;
  readonly requesterId: string;
  readonly licenseId: string | null;
}

/** Staff with tickets; members of the organization; a key holder for the license's and the own ones. */
export function mayRead(actor: Actor, ticket: TicketAccess): boolean {
  if (actor.kind === 'staff') return mayWork(actor);
  if (actor.kind !== 'customer' || actor.provisional) return false;
  if (actor.organizationId !== ticket.organizationId || !may(actor, 'tickets.read')) return false;
  if (!actor.limitedTo) return true;
  return ticket.licenseId === actor.limitedTo.licenseId || ticket.requesterId === actor.userId;
}

/** Also decides who may close: whoever may say "thanks" may say "done". */
export function mayReply(actor: Actor, ticket: TicketAccess): boolean {
  return mayRead(actor, ticket) && (actor.kind === 'staff' || may(actor, 'tickets.write'));
}

export function mayOpen(actor: Actor): boolean {
  return actor.kind === 'customer' && !actor.provisional && may(actor, 'tickets.write');
}

/** Notes, statuses, assignment: staff only. */
export function mayWork(actor: Actor): boolean {
  return actor.kind === 'staff' && may(actor, 'staff.tickets');
}
