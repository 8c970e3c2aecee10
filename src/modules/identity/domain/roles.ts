import {
  type CustomerPermission,
  type MemberRole,
  memberRoles,
  type StaffPermission,
} from '../../../kernel/actor.js';

export { type MemberRole, memberRoles } from '../../../kernel/actor.js';

export const staffRoles = ['agent', 'manager', 'administrator'] as const;
export type StaffRole = (typeof staffRoles)[number];

const customer: Record<MemberRole | 'key-holder', readonly CustomerPermission[]> = {
  owner: [
    'licenses.read',
    'licenses.manage',
    'orders.read',
    'downloads.read',
    'tickets.read',
    'tickets.write',
    'organization.manage',
  ],
  'license-admin': ['licenses.read', 'licenses.manage', 'downloads.read', 'tickets.read', 'tickets.write'],
  buyer: ['orders.read', 'licenses.read', 'tickets.read', 'tickets.write'],
  'technical-contact': ['downloads.read', 'licenses.read', 'tickets.read', 'tickets.write'],
  reader: ['licenses.read', 'orders.read', 'downloads.read', 'tickets.read'],
  'key-holder': ['licenses.read', 'orders.read', 'downloads.read', 'tickets.read', 'tickets.write'],
};

/** Every permission that a member can have: an owner has them all. */
export const memberPermissions = customer.owner;

/** How a member differs from the role: granted beside it, withheld from it. */
export interface Exceptions {
  readonly granted: readonly CustomerPermission[];
  readonly withheld: readonly CustomerPermission[];
}

const agent: readonly StaffPermission[] = [
  'staff.tickets',
  'staff.customers',
  'staff.people',
  'staff.licenses',
  'staff.orders',
];
const manager: readonly StaffPermission[] = [
  ...agent,
  'staff.releases',
  'staff.articles',
  'staff.service-levels',
];
const staff: Record<StaffRole, readonly StaffPermission[]> = {
  agent,
  manager,
  administrator: [...manager, 'staff.operations', 'staff.settings', 'staff.accounts'],
};

// Sets are shared: an actor is made for every request.
const customerSets = new Map(Object.entries(customer).map(([role, list]) => [role, new Set(list)]));
const staffSets = new Map(Object.entries(staff).map(([role, list]) => [role, new Set(list)]));
const none: ReadonlySet<never> = new Set();

/** What the role of a member, or a proved key holder, grants. Unknown roles grant nothing. */
export function permissionsOf(role: string): ReadonlySet<CustomerPermission> {
  return customerSets.get(role) ?? none;
}

/** What a staff role grants. Unknown roles grant nothing. */
export function staffPermissionsOf(role: string): ReadonlySet<StaffPermission> {
  return staffSets.get(role) ?? none;
}

/** Member roles that grant the permission. */
export function rolesWith(permission: CustomerPermission): MemberRole[] {
  return memberRoles.filter((role) => customer[role].includes(permission));
}

/** Staff roles that grant the permission. */
export function staffRolesWith(permission: StaffPermission): StaffRole[] {
  return staffRoles.filter((role) => staff[role].includes(permission));
}

/** What the role grants with the member's exceptions; what is withheld wins. */
export function permissionsWith(
  role: MemberRole,
  { granted, withheld }: Exceptions,
): ReadonlySet<CustomerPermission> {
  const all = new Set([...permissionsOf(role), ...granted]);
  for (const permission of withheld) all.delete(permission);
  return all;
}
