import type { CustomerPermission, SignedIn } from '../../../kernel/actor.js';
import { MoreThanYours } from './organization.errors.js';
import { type MemberRole, memberRoles, permissionsOf } from './roles.js';

/** Where a member stands, or would stand. */
export interface Standing {
  readonly role: MemberRole;
  readonly permissions: ReadonlySet<CustomerPermission>;
}

/**
 * Why the actor may not bring a member from one standing to another, or null: members give only what they have, and
 * owners are the business of owners. Staff with the permission for customers may all.
 */
function refusal(actor: SignedIn, from: Standing | null, to: Standing | null): MoreThanYours | null {
  if (actor.kind === 'staff') return null;
  const concernsOwner = from?.role === 'owner' || to?.role === 'owner';
  if (concernsOwner && actor.role !== 'owner') return MoreThanYours.owner();
  const given = [...(to?.permissions ?? [])].filter((permission) => !from?.permissions.has(permission));
  return given.every((permission) => actor.permissions.has(permission)) ? null : MoreThanYours.permission();
}

const withRole = (role: MemberRole): Standing => ({ role, permissions: permissionsOf(role) });

/** @param from null for somebody new @param to null for somebody who leaves @throws MoreThanYours */
export function demandMayChange(actor: SignedIn, from: Standing | null, to: Standing | null): void {
  const refused = refusal(actor, from, to);
  if (refused) throw refused;
}

/** @throws MoreThanYours when the actor may not invite somebody to the role */
export function demandMayInvite(actor: SignedIn, role: MemberRole): void {
  demandMayChange(actor, null, withRole(role));
}

/** The roles that the actor may invite to. */
export function invitableRoles(actor: SignedIn): MemberRole[] {
  return memberRoles.filter((role) => refusal(actor, null, withRole(role)) === null);
}
