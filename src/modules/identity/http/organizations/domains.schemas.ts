import { z } from 'zod';
import { line } from '../../../../platform/http/fields.js';
import { listing } from '../../../../platform/http/paging.js';
import { memberRoles } from '../../application/organizations/words.js';
import { email, personName } from '../account/account.schemas.js';
import { role } from './organization.schemas.js';

export const domain = z
  .object({
    id: z.uuid(),
    domain: z.string(),
    record: z.string().describe('Publish it as a TXT record of the domain.'),
    outcome: z
      .enum(['found', 'not-found', 'no-answer', 'taken'])
      .nullable()
      .describe('Of the last look; taken: another organization proved the domain first.'),
    checkedAt: z.iso.datetime().nullable(),
    verifiedAt: z.iso.datetime().nullable().describe('Null: not proved yet.'),
  })
  .meta({
    id: 'OrganizationDomain',
    description: 'A domain of your organization, and the record that proves it.',
    example: {
      id: '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c51',
      domain: 'fjord.example',
      record: 'latchkey-verification=kX3v9QmT2cW8sLr4nB7yJd5pHa0',
      outcome: 'not-found',
      checkedAt: '2026-11-20T09:30:00.000Z',
      verifiedAt: null,
    },
  });

export const domainList = z
  .object({ items: z.array(domain), nextCursor: z.null() })
  .meta({ id: 'OrganizationDomainList', description: 'Domains by name; at most 20.' });

export const newDomain = z.strictObject({ domain: line(253, 'domain') });

export const invitationRequest = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    reason: z
      .enum(['invited', 'domain', 'unknown'])
      .describe('Invited before, at one of your domains, or known to nobody.'),
    requestedAt: z.iso.datetime(),
    role: role.nullable().describe('Of the invitation that the address has.'),
  })
  .meta({
    id: 'InvitationRequest',
    description: 'Somebody who waits for an invitation.',
    example: {
      id: '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c61',
      email: 'jonas@fjord.example',
      name: 'Jonas Weber',
      reason: 'domain',
      requestedAt: '2026-11-20T09:30:00.000Z',
      role: null,
    },
  });

export const invitationRequestList = listing(invitationRequest).meta({
  id: 'InvitationRequestList',
  description: 'Who waits, newest first.',
});

export const approval = z.strictObject({ role });

export const newInvitationRequest = z
  .strictObject({ email, name: personName })
  .meta({ id: 'NewInvitationRequest', description: 'The address that the invitation would go to.' });

const roles = z.array(z.enum(memberRoles, 'Choose a role.')).max(10, 'Name each role once.');

export const signInRules = z
  .object({
    slug: z.string().nullable().describe('The sign-in page of the organization is /o/<slug>; null for none.'),
    roles: z.array(
      z.object({
        role: z.enum(memberRoles),
        required: z.boolean().describe('Whether the role needs a second factor.'),
        members: z.int(),
        without: z.int().describe('Members who have no second factor yet.'),
      }),
    ),
  })
  .meta({ id: 'SignInRules', description: 'How members of your organization sign in.' });

export const signInRulesChange = z
  .strictObject({
    secondFactorRoles: roles,
    slug: line(40, 'address').nullable().describe('3 to 40 small letters, digits and single dashes.'),
  })
  .meta({ id: 'SignInRulesChange', description: 'Replaces the rules.' });
