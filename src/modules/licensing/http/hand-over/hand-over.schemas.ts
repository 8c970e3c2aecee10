import { z } from 'zod';
import { id, multiline, searchWords } from '../../../../platform/http/fields.js';
import { listing, listQuery } from '../../../../platform/http/paging.js';

const at = z.iso.datetime();
const statuses = ['open', 'approved', 'refused', 'withdrawn'] as const;

export const candidatesApiQuery = z.strictObject({
  query: searchWords(100).default('').describe('A part of the name of a machine.'),
});

const reason = multiline(500, 'reason');

export const askBody = z
  .strictObject({ installationId: id('installation'), reason: reason.describe('Agents read it.') })
  .meta({
    id: 'ReleaseRequestBody',
    description: 'A machine that agents are asked to release.',
    example: {
      installationId: '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11',
      reason: 'The disk of this machine died',
    },
  });

export const refusalBody = z
  .strictObject({ answer: multiline(500, 'answer').describe('The customer reads it.') })
  .meta({ id: 'ReleaseRefusal', description: 'Why a request to release a machine is refused.' });

export const budgetAnswer = z
  .object({
    allowed: z.int().describe('Releases that customers do themselves in `windowDays`.'),
    windowDays: z.int(),
    left: z.int().describe('0: ask for approval.'),
    nextAt: at.nullable().describe('When the next one is possible; null while one is left, or none ever is.'),
  })
  .meta({ id: 'ReleaseBudget', description: 'How many machines customers may still release themselves.' });

const machine = z
  .object({
    id: z.uuid(),
    name: z.string(),
    platform: z.string(),
    version: z.string().describe('Of the product.'),
    lastSeenAt: at,
    offlineUntil: at.nullable().describe('Until then it runs by its license file, also when it is released.'),
    openRequestId: z.uuid().nullable().describe('The request to release it that is not decided.'),
  })
  .meta({ id: 'HandOverCandidate', description: 'A machine that could give its place to another.' });

export const handOverAnswer = z
  .object({
    licenseId: z.uuid(),
    serialNumber: z.string().describe('As printed.'),
    status: z.enum(['active', 'suspended', 'revoked', 'expired']),
    installations: z.object({ inUse: z.int(), limit: z.int() }),
    budget: budgetAnswer,
    candidates: z.array(machine).describe('At most 100, those silent longest first.'),
    suggestedId: z
      .uuid()
      .nullable()
      .describe('The machine that nobody seems to miss; null when none is silent.'),
  })
  .meta({ id: 'HandOver', description: 'The machines of a license, to choose whose place another gets.' });

export const releasedAnswer = z
  .object({ installationId: z.uuid(), budget: budgetAnswer })
  .meta({ id: 'ReleasedInstallation', description: 'A machine whose place is free.' });

const releaseRequest = z
  .object({
    id: z.uuid(),
    licenseId: z.uuid(),
    installation: z.object({ id: z.uuid(), name: z.string() }),
    status: z.enum(statuses),
    reason: z.string(),
    requestedAt: at,
    closedAt: at.nullable().describe('Null while it is open.'),
    answer: z.string().nullable().describe('Why agents refused; null unless they did.'),
  })
  .meta({ id: 'ReleaseRequest', description: 'What agents are asked to release.' });

export const releaseRequestList = listing(releaseRequest).meta({
  id: 'ReleaseRequestList',
  description: 'Requests, the newest first.',
});

export const askedAnswer = z
  .object({ id: z.uuid() })
  .meta({ id: 'AskedRelease', description: 'The request that agents decide.' });

const staffReleaseRequest = releaseRequest
  .extend({
    serialNumber: z.string().describe('As printed.'),
    organization: z.object({ id: z.uuid(), name: z.string().nullable() }),
    requestedBy: z.object({ id: z.uuid(), name: z.string().nullable(), holdsKey: z.boolean() }),
    lastSeenAt: at.describe('When the machine was.'),
    releasesBefore: z.int().describe('Machines of the license that customers or agents released before.'),
  })
  .meta({ id: 'StaffReleaseRequest', description: 'A request to release a machine, as staff see it.' });

export const staffReleaseRequestAnswer = staffReleaseRequest;

export const staffReleaseRequestList = listing(staffReleaseRequest).meta({
  id: 'StaffReleaseRequestList',
  description: 'Requests: open ones the oldest first, closed ones the newest first.',
});

export const requestsQuery = listQuery;

export const staffRequestsQuery = listQuery.extend({
  status: z
    .enum(['open', 'closed'], 'Use open or closed.')
    .default('open')
    .describe('Those that wait for a decision, or the others.'),
});
