import { describe, expect, it } from '@jest/globals';
import { anonymous, type CustomerActor, type StaffActor, system } from '../../../kernel/actor.js';
import { newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import { mayOpen, mayRead, mayReply, mayWork, type TicketAccess } from './ticket.policy.js';

const organizationId = newId<OrganizationId>();
const licenseId = newId();
const ticket: TicketAccess = { organizationId, requesterId: newId(), licenseId };
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
    expect([mayRead(actor, ticket), mayReply(actor, ticket)]).toEqual([read, reply]);
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
