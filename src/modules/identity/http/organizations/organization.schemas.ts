import { z } from 'zod';
import { id, line, multiline } from '../../../../platform/http/fields.js';
import { listing, listQuery } from '../../../../platform/http/paging.js';
import type { ListedInvitation } from '../../application/organizations/list-invitations.js';
import type { ListedMember } from '../../application/organizations/list-members.js';
import {
  invitationWays,
  memberPermissions,
  memberRoles,
  permissionsWith,
} from '../../application/organizations/words.js';
import { email, personName } from '../account/account.schemas.js';

export const role = z.enum(memberRoles, 'Choose a role.');
const permission = z.enum(memberPermissions as [string, ...string[]], 'Name permissions of members only.');
const permissions = z.array(permission).max(20, 'Use at most 20 permissions.');
const memberId = '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c21';

export const member = z
  .object({
    id: z.uuid().describe('Of the membership.'),
    userId: z.uuid(),
    name: z.string(),
    email: z.string().nullable(),
    username: z.string().nullable(),
    role,
    granted: permissions.describe('Beside those of the role.'),
    withheld: permissions.describe('Of the role, and not given to this member.'),
    permissions: permissions.describe('What is left of all that.'),
    secondFactor: z.boolean(),
    disabled: z.boolean().describe('True when the account cannot sign in.'),
    joinedAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime().nullable(),
  })
  .meta({
    id: 'Member',
    description: 'A member of your organization.',
    example: {
      id: memberId,
      userId: '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c22',
      name: 'Mira Solberg',
      email: 'mira@example.com',
      username: null,
      role: 'buyer',
      granted: ['downloads.read'],
      withheld: [],
      permissions: ['orders.read', 'licenses.read', 'tickets.read', 'tickets.write', 'downloads.read'],
      secondFactor: true,
      disabled: false,
      joinedAt: '2026-11-20T09:30:00.000Z',
      lastSeenAt: '2026-11-25T07:10:00.000Z',
    },
  });

export const memberList = listing(member).meta({ id: 'MemberList', description: 'Members by name.' });

export const memberAnswer = (listed: ListedMember) => ({
  ...listed,
  permissions: [...permissionsWith(listed.role, listed)],
});

export const roleChange = z.strictObject({ role });
export const exceptionsChange = z
  .strictObject({ granted: permissions, withheld: permissions })
  .meta({ id: 'MemberExceptions', description: 'Replaces the exceptions of a member.' });
export const leaving = z
  .strictObject({
    successorId: id('colleague')
      .nullable()
      .describe('The membership of the colleague who takes over open requests; null for nobody.'),
  })
  .meta({ id: 'Leaving', description: 'Who takes over.' });

export const invitation = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role,
    way: z.enum(invitationWays),
    message: z.string().nullable(),
    state: z.enum(['pending', 'accepted', 'expired', 'revoked']),
    invitedBy: z.string().nullable().describe('A name; null when the portal itself invited, as for a buyer.'),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().describe('The last time.'),
    expiresAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable().describe('When it was accepted or revoked.'),
  })
  .meta({
    id: 'Invitation',
    description: 'An invitation to an organization.',
    example: {
      id: '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c31',
      email: 'jonas@example.com',
      name: 'Jonas Weber',
      role: 'technical-contact',
      way: 'link',
      message: null,
      state: 'pending',
      invitedBy: 'Mira Solberg',
      createdAt: '2026-11-20T09:30:00.000Z',
      sentAt: '2026-11-20T09:30:00.000Z',
      expiresAt: '2026-11-27T09:30:00.000Z',
      closedAt: null,
    },
  });

export const invitationList = listing(invitation).meta({
  id: 'InvitationList',
  description: 'Invitations in every state, newest first.',
});

export const staffInvitationList = listing(
  invitation
    .extend({ organization: z.object({ id: z.uuid(), name: z.string() }) })
    .meta({ id: 'StaffInvitation', description: 'An invitation with its organization.' }),
).meta({ id: 'StaffInvitationList', description: 'Invitations of all customers, newest first.' });

export const invitationAnswer = ({
  organizationId: _id,
  organizationName: _name,
  ...rest
}: ListedInvitation) => rest;

export const staffInvitationAnswer = (listed: ListedInvitation) => ({
  ...invitationAnswer(listed),
  organization: { id: listed.organizationId, name: listed.organizationName },
});

export const newInvitation = z
  .strictObject({
    email,
    name: personName,
    role,
    locale: line(20, 'language').nullable().default(null).describe('Of the mail; English when null.'),
    message: multiline(500, 'message').nullable().default(null).describe('Printed in the mail.'),
    way: z
      .enum(invitationWays, 'Choose a link or a temporary password.')
      .default('link')
      .describe('A temporary password works once within 24 hours; whoever has an account gets a link.'),
  })
  .meta({ id: 'NewInvitation', description: 'Whom to invite, as what and how.' });

export const correctedAddress = z.strictObject({ email });
export const memberQuery = listQuery;
export const invitationQuery = listQuery;
export const staffInvitationQuery = listQuery.extend({
  query: z
    .string()
    .max(200, 'Use at most 200 characters.')
    .default('')
    .describe('A part of the address or name.'),
});

export const organization = z
  .object({
    id: z.uuid(),
    name: z.string(),
    role: z.string().describe('Yours: a role of a member, or key-holder.'),
    permissions: z.array(z.string()).describe('Yours.'),
    owners: z.array(z.string()).describe('Names; empty for a key holder.'),
  })
  .meta({
    id: 'Organization',
    description: 'The organization that you act for.',
    example: {
      id: '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c41',
      name: 'Fjord Instruments',
      role: 'buyer',
      permissions: ['orders.read', 'licenses.read', 'tickets.read', 'tickets.write'],
      owners: ['Mira Solberg'],
    },
  });
