import { describe, expect, it } from '@jest/globals';
import type { CustomerActor, StaffActor } from '../../../kernel/actor.js';
import { MoreThanYours } from './organization.errors.js';
import { demandMayChange, demandMayInvite, invitableRoles } from './organization.policy.js';
import { type MemberRole, memberRoles, permissionsOf, permissionsWith } from './roles.js';

const actor = (role: string, permissions = permissionsOf(role)) =>
  ({ kind: 'customer', role, permissions }) as unknown as CustomerActor;
const staff = { kind: 'staff', role: 'agent', permissions: new Set() } as unknown as StaffActor;
const manager = actor(
  'license-admin',
  permissionsWith('license-admin', { granted: ['organization.manage'], withheld: [] }),
);
const standing = (role: MemberRole) => ({ role, permissions: permissionsOf(role) });

describe('ID-8 who may change whom', () => {
  it('lets owners and staff invite to every role', () => {
    expect(invitableRoles(actor('owner'))).toEqual(memberRoles);
    expect(invitableRoles(staff)).toEqual(memberRoles);
  });

  it('lets somebody who manages by exception give no more than they have', () => {
    expect(invitableRoles(manager)).toEqual(['license-admin', 'technical-contact']);
    expect(() => demandMayInvite(manager, 'owner')).toThrow(MoreThanYours);
    expect(() => demandMayInvite(manager, 'buyer')).toThrow(MoreThanYours);
  });

  it('leaves owners to owners, also when they are made less', () => {
    expect(() => demandMayChange(manager, standing('owner'), standing('license-admin'))).toThrow(
      MoreThanYours,
    );
    expect(() => demandMayChange(manager, standing('owner'), null)).toThrow(MoreThanYours);
    expect(() => demandMayChange(actor('owner'), standing('owner'), null)).not.toThrow();
  });

  it('lets a manager take away what they lack, and not give it back', () => {
    const buyer = standing('buyer');
    const less = { role: 'buyer', permissions: new Set(['licenses.read'] as const) } as const;
    expect(() => demandMayChange(manager, buyer, less)).not.toThrow();
    expect(() => demandMayChange(manager, less, buyer)).toThrow(MoreThanYours);
  });
});
