import { type Actor, may } from '../../../kernel/actor.js';

/** What decides who may see a request. */
export interface TicketAccess {
  readonly organizationId: string;
  readonly requesterId: string;
  readonly licenseId: string | null;
  /** Opened before it was proved whose license it is; false unless told. */
  readonly unverified?: boolean;
}

/** Staff with tickets; members of the organization; a key holder for the license's and the own ones. */
export function mayRead(actor: Actor, ticket: TicketAccess): boolean {
  if (actor.kind === 'staff') return mayWork(actor);
  if (actor.kind !== 'customer') return false;
  if (ticket.unverified || actor.provisional) return isOwnUnverified(actor, ticket);
  if (actor.organizationId !== ticket.organizationId || !may(actor, 'tickets.read')) return false;
  if (!actor.limitedTo) return true;
  return ticket.licenseId === actor.limitedTo.licenseId || ticket.requesterId === actor.userId;
}

/** Also decides who may close: whoever may say "thanks" may say "done". */
export function mayReply(actor: Actor, ticket: TicketAccess): boolean {
  if (!mayRead(actor, ticket)) return false;
  return actor.kind === 'staff' || may(actor, 'tickets.write') || isOwnUnverified(actor, ticket);
}

export function mayOpen(actor: Actor): boolean {
  return actor.kind === 'customer' && !actor.provisional && may(actor, 'tickets.write');
}

/** Notes, statuses, assignment: staff only. */
export function mayWork(actor: Actor): boolean {
  return actor.kind === 'staff' && may(actor, 'staff.tickets');
}

/**
 * Until the claim of a license is proved, its claimant asks for help and reads the answers, and nothing else (ruling
 * C2). Nobody of the organization sees such a request: whoever wrote it may be a stranger.
 */
export function mayOpenUnverified(actor: Actor): boolean {
  return actor.kind === 'customer' && actor.provisional;
}

function isOwnUnverified(actor: Actor, ticket: TicketAccess): boolean {
  return actor.kind === 'customer' && ticket.unverified === true && ticket.requesterId === actor.userId;
}
