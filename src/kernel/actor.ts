import type { OrganizationId, UserId } from './ids.js';

/** What members of an organization are; identity says what each may do. */
export const memberRoles = ['owner', 'license-admin', 'buyer', 'technical-contact', 'reader'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** What a member of an organization may do. Roles bundle these; see identity's roles. */
export type CustomerPermission =
  | 'licenses.read'
  | 'licenses.manage'
  | 'orders.read'
  | 'downloads.read'
  | 'tickets.read'
  | 'tickets.write'
  | 'organization.manage';

/** What staff may do. */
export type StaffPermission =
  | 'staff.tickets'
  | 'staff.customers'
  | 'staff.people'
  | 'staff.licenses'
  | 'staff.orders'
  | 'staff.releases'
  | 'staff.articles'
  | 'staff.service-levels'
  | 'staff.operations'
  | 'staff.settings'
  | 'staff.accounts';

interface SignedInActor {
  readonly userId: UserId;
  readonly sessionId: string;
  /** How pages greet the person. */
  readonly name: string;
  readonly email: string | null;
  /** BCP 47, one of the shipped languages; null when the person has not chosen. */
  readonly locale: string | null;
  /** IANA time zone. */
  readonly timeZone: string;
  /** `token`: an API token, whose id is then `sessionId`; it reaches no account settings. */
  readonly credential: 'session' | 'token';
  /** True when the role asks for a second factor that is not set up yet: reaches nothing but the account. */
  readonly secondFactorDue: boolean;
  /** True while agents recover this account (ruling C3): its pages tell, so that the owner can stop it. */
  readonly recoveryOpen?: boolean;
}

/** A user acting for one organization. */
export interface CustomerActor extends SignedInActor {
  readonly kind: 'customer';
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
  readonly role: string;
  readonly permissions: ReadonlySet<CustomerPermission>;
  /** True until the claim of a serial number is proved (ruling C2): reaches no customer data. */
  readonly provisional: boolean;
  /** Set for a key holder: nothing outside this license and the order that paid for it. */
  readonly limitedTo: {
    readonly licenseId: string;
    readonly orderId: string | null;
  } | null;
}

/** An agent, manager or administrator of the vendor; never a member of an organization. */
export interface StaffActor extends SignedInActor {
  readonly kind: 'staff';
  readonly role: 'agent' | 'manager' | 'administrator';
  readonly permissions: ReadonlySet<StaffPermission>;
}

export interface AnonymousActor {
  readonly kind: 'anonymous';
}

/** The portal itself: subscribers, jobs, the command line. */
export interface SystemActor {
  readonly kind: 'system';
}

export type SignedIn = CustomerActor | StaffActor;
export type Actor = SignedIn | AnonymousActor | SystemActor;

export const anonymous: AnonymousActor = { kind: 'anonymous' };
export const system: SystemActor = { kind: 'system' };

/** The person behind the actor; null for visitors and for the portal itself. */
export function personOf(actor: Actor): SignedIn | null {
  return actor.kind === 'customer' || actor.kind === 'staff' ? actor : null;
}

/** True when the actor's role grants the permission. Provisional customers hold none. */
export function may(actor: Actor, permission: CustomerPermission | StaffPermission): boolean {
  const person = personOf(actor);
  return person !== null && (person.permissions as ReadonlySet<string>).has(permission);
}
