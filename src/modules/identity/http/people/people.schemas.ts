import { z } from 'zod';
import { multiline, searchWords } from '../../../../platform/http/fields.js';
import { listing, listQuery } from '../../../../platform/http/paging.js';
import { personStates } from '../../application/people/find-people.js';

const at = z.iso.datetime();
const named = z.object({ id: z.uuid(), name: z.string() });

export const peopleQuery = listQuery.extend({
  query: searchWords()
    .default('')
    .describe('A part of the name, e-mail address, username or organization, or a whole serial number.'),
  organizationId: z.uuid('Use the id of an organization.').optional(),
});

export const reasonBody = z
  .strictObject({ reason: multiline(500, 'reason') })
  .meta({ id: 'AccountReason', description: 'Why; colleagues read it on the page of the person.' });

const kind = z.enum(['customer', 'staff']);
const state = z
  .enum(personStates)
  .describe(
    'provisional: a key holder whose claim waits for a proof. closed: became part of another account.',
  );

export const listedPerson = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().nullable(),
    username: z.string().nullable(),
    kind,
    state,
    organizations: z.array(z.string()).describe('Up to five names.'),
    lastSeenAt: at.nullable(),
    createdAt: at,
  })
  .meta({ id: 'ListedPerson' });

export const peopleList = listing(listedPerson);

const place = z.object({
  organizationId: z.uuid(),
  organizationName: z.string(),
  role: z.string(),
  since: at,
  licenseId: z.uuid().nullable(),
  serialNumber: z.string().nullable(),
  proved: z.boolean(),
});

const session = z.object({
  id: z.uuid(),
  kind: z.enum(['page', 'api']),
  userAgent: z.string().nullable(),
  createdAt: at,
  lastSeenAt: at,
});

const invitation = z.object({
  id: z.uuid(),
  organizationId: z.uuid(),
  organizationName: z.string(),
  email: z.string(),
  role: z.string(),
  state: z.enum(['pending', 'expired', 'accepted', 'revoked']),
  createdAt: at,
});

const event = z.object({
  id: z.uuid(),
  at,
  action: z.string(),
  description: z.string().describe('What happened, in your language.'),
  outcome: z.enum(['done', 'refused']),
  actorKind: z.string(),
  byName: z.string().nullable(),
});

export const shownPerson = z
  .object({
    id: z.uuid(),
    name: z.string(),
    kind,
    state,
    staffRole: z.enum(['agent', 'manager', 'administrator']).nullable(),
    withheld: z.array(z.string()),
    email: z.string().nullable(),
    emailVerifiedAt: at.nullable(),
    pendingEmail: z.string().nullable(),
    username: z.string().nullable(),
    hasPassword: z.boolean(),
    passwordChangedAt: at.nullable(),
    totpSince: at.nullable(),
    passkeys: z.int(),
    recoveryCodesLeft: z.int(),
    locale: z.string().nullable(),
    timeZone: z.string(),
    createdAt: at,
    disabledAt: at.nullable(),
    disabledReason: z.string().nullable(),
    disabledBy: named.nullable(),
    mergedInto: named.nullable(),
    recentRefusals: z.int().describe('Refusals of the last 15 minutes.'),
    places: z.array(place),
    sessions: z.array(session),
    invitations: z.array(invitation),
    events: z.array(event).describe('The newest 20 entries of the audit log about the person.'),
  })
  .meta({ id: 'Person', description: 'A user as staff see it: no password, hash, token or secret.' });
