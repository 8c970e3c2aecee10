import { describe, expect, it } from '@jest/globals';
import { anonymous, type CustomerActor, type StaffActor, system } from '../../../kernel/actor.js';
import { newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import {
  mayFollow,
  mayOpen,
  mayRead,
  mayReply,
  mayShare,
  mayWork,
  type Sight,
  type TicketAccess,
} from './ticket.policy.js';
import { everyone } from './visibility/visibility.js';

const organizationId = newId<OrganizationId>();
const licenseId = newId();
const ticket: TicketAccess = { organizationId, requesterId: newId(), licenseId, confidential: false };
const usual: Sight = { rule: everyone, added: false };
const signedIn = {
  sessionId: 's',
  name: 'A',
  email: null,
  locale: null,
  timeZone: 'UTC',
  credential: 'session' as const,
  secondFactorDue: false,
};

const member = (changes: Partial<CustomerActor> = {}): CustomerActor => ({
  ...signedIn,
  kind: 'customer',
  userId: newId<UserId>(),
  organizationId,
  organizationName: 'O',
  role: 'owner',
  permissions: new Set(['tickets.read', 'tickets.write']),
  provisional: false,
  limitedTo: null,
  ...changes,
});
const agent = (permissions: StaffActor['permissions']): StaffActor => ({
  ...signedIn,
  kind: 'staff',
  userId: newId<UserId>(),
  role: 'agent',
  permissions,
});
const reader = new Set<'tickets.read'>(['tickets.read']);
const foreign = newId<OrganizationId>();

describe('who may do what with a request', () => {
  it.each([
    ['a member', member(), true, true],
    ['a reader', member({ permissions: reader }), true, false],
    ['a member without the permission', member({ permissions: new Set() }), false, false],
    ['another organization', member({ organizationId: foreign }), false, false],
    ['a provisional claimant', member({ provisional: true }), false, false],
    ["the license's key holder", member({ limitedTo: { licenseId, orderId: null } }), true, true],
    ['another license', member({ limitedTo: { licenseId: newId(), orderId: null } }), false, false],
    [
      'the own request of another license',
      member({ limitedTo: { licenseId: newId(), orderId: null }, userId: ticket.requesterId as UserId }),
      true,
      true,
    ],
    ['an agent', agent(new Set(['staff.tickets'])), true, true],
    ['staff without tickets', agent(new Set(['staff.releases'])), false, false],
    ['somebody not signed in', anonymous, false, false],
    ['the portal itself', system, false, false],
  ])('%s reads and replies as the policy says', (_who, actor, read, reply) => {
    expect([mayRead(actor, ticket, usual), mayReply(actor, ticket, usual)]).toEqual([read, reply]);
  });

  const colleague = member({ role: 'buyer' });
  const requester = member({ userId: ticket.requesterId as UserId });
  const chosen = { ...everyone, mode: 'members' as const, memberIds: [colleague.userId] };
  it.each([
    ['own', { ...everyone, mode: 'own' as const }, false],
    ['of another role', { ...everyone, mode: 'roles' as const, roles: ['owner'] }, false],
    ['of the role', { ...everyone, mode: 'roles' as const, roles: ['buyer'] }, true],
    ['of other members', { ...chosen, memberIds: [newId()] }, false],
    ['of the member', chosen, true],
  ])('SU-2 shows a colleague a request as the rule says: %s', (_what, rule, sees) => {
    const kept = { ...ticket, confidential: true };
    expect(mayRead(colleague, ticket, { rule, added: false })).toBe(sees);
    expect(mayRead(colleague, kept, { rule, added: false })).toBe(false);
    for (const one of [ticket, kept]) {
      expect(mayRead(colleague, one, { rule, added: true })).toBe(true);
      expect(mayRead(requester, one, { rule, added: false })).toBe(true);
    }
  });

  it('SU-2 lets the requester share, and colleagues who see it follow', () => {
    expect([mayShare(requester, ticket), mayShare(colleague, ticket)]).toEqual([true, false]);
    expect(mayShare({ ...requester, permissions: reader }, ticket)).toBe(false);
    expect([mayFollow(requester, ticket, usual), mayFollow(colleague, ticket, usual)]).toEqual([false, true]);
    expect(mayFollow(colleague, { ...ticket, confidential: true }, usual)).toBe(false);
    expect(mayFollow(member({ limitedTo: { licenseId, orderId: null } }), ticket, usual)).toBe(false);
  });

  it('lets customers open and agents work, never the other way round', () => {
    expect([
      mayOpen(member()),
      mayOpen(member({ permissions: reader })),
      mayOpen(member({ provisional: true })),
    ]).toEqual([true, false, false]);
    expect([mayWork(member()), mayOpen(agent(new Set(['staff.tickets'])))]).toEqual([false, false]);
  });
});
