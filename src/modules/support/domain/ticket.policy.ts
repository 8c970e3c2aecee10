import { type Actor, may } from '../../../kernel/actor.js';
import type { VisibilityRule } from './visibility/visibility.js';

/** What decides who may see a request. */
export interface TicketAccess {
  readonly organizationId: string;
  readonly requesterId: string;
  readonly licenseId: string | null;
  /** For the requester and the followers only, whatever the rule says. */
  readonly confidential: boolean;
  /** Opened before it was proved whose license it is; false unless told. */
  readonly unverified?: boolean;
}

/** What decides beside the request itself. */
export interface Sight {
  /** The rule of the request's organization. */
  readonly rule: VisibilityRule;
  /** Whether the requester added the actor. Who follows on their own account sees no more than before. */
  readonly added: boolean;
}

/**
 * The one decision who sees a request (row SU-2); `visibleTo` is its twin in SQL, and a test holds them equal. Staff
 * with tickets; of the organization the requester, whom the requester added, and unless it is confidential whom the rule names. A
 * key holder sees at most the requests of the license and the own ones.
 */
export function mayRead(actor: Actor, ticket: TicketAccess, sight: Sight): boolean {
  if (actor.kind === 'staff') return mayWork(actor);
  if (actor.kind !== 'customer') return false;
  if (ticket.unverified || actor.provisional) return isOwnUnverified(actor, ticket);
  if (actor.organizationId !== ticket.organizationId || !may(actor, 'tickets.read')) return false;
  if (ticket.requesterId === actor.userId) return true;
  if (actor.limitedTo && ticket.licenseId !== actor.limitedTo.licenseId) return false;
  return sight.added || (!ticket.confidential && names(sight.rule, actor));
}

/** Whether the rule shows a member the requests of others. */
export function names(
  { mode, roles, memberIds }: VisibilityRule,
  actor: { readonly role: string; readonly userId: string },
): boolean {
  if (mode === 'roles') return roles.includes(actor.role);
  return mode === 'members' ? memberIds.includes(actor.userId) : mode === 'everyone';
}

/** Also decides who may close: whoever may say "thanks" may say "done". */
export function mayReply(actor: Actor, ticket: TicketAccess, sight: Sight): boolean {
  if (!mayRead(actor, ticket, sight)) return false;
  return actor.kind === 'staff' || may(actor, 'tickets.write') || isOwnUnverified(actor, ticket);
}

/** Who else sees a request is the requester's to say, as long as the requester may write. */
export function mayShare(actor: Actor, ticket: TicketAccess): boolean {
  return mayOpen(actor) && actor.kind === 'customer' && isOwn(actor, ticket) && !ticket.unverified;
}

/** How it went is the requester's to say. */
export function mayRate(actor: Actor, ticket: TicketAccess): boolean {
  return mayShare(actor, ticket);
}

/** A key holder belongs to a license, not to the people of the organization. */
export function mayFollow(actor: Actor, ticket: TicketAccess, sight: Sight): boolean {
  if (actor.kind !== 'customer' || actor.limitedTo || ticket.unverified) return false;
  return !isOwn(actor, ticket) && mayRead(actor, ticket, sight);
}

const isOwn = (actor: { readonly userId: string }, ticket: TicketAccess): boolean =>
  actor.userId === ticket.requesterId;

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
  return actor.kind === 'customer' && ticket.unverified === true && isOwn(actor, ticket);
}
