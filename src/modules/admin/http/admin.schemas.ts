import { z } from 'zod';
import { searchWords } from '../../../platform/http/fields.js';

const at = z.iso.datetime();

export const customersQuery = z.strictObject({
  query: searchWords()
    .default('')
    .describe("A part of the customer's name, or of a member's name, e-mail address or username."),
});
export const customerItem = z
  .object({
    id: z.uuid(),
    name: z.string(),
    kind: z.enum(['company', 'person']),
    createdAt: at,
    members: z.int(),
  })
  .meta({ id: 'Customer' });
export const customerList = z.object({ items: z.array(customerItem), nextCursor: z.null() });
export const sentToday = z
  .object({
    sentBytes: z.int(),
    limitBytes: z.int(),
    freeAt: at.describe('When the whole limit is free again.'),
  })
  .meta({ id: 'SentToday' });

const letter = z
  .object({
    id: z.uuid(),
    event: z.string(),
    subscriber: z.string(),
    error: z.string(),
    attempts: z.int(),
    at,
  })
  .meta({ id: 'DeadLetter' });
const failingJob = z
  .object({
    id: z.uuid(),
    key: z.string().describe('What it does and what it is about.'),
    error: z.string(),
    rounds: z.int().describe('How often all five tries failed.'),
    createdAt: at,
    nextAt: at.nullable().describe('When it is tried again; null: no more by itself.'),
  })
  .meta({ id: 'FailingJob' });
const mail = z
  .object({
    id: z.uuid(),
    name: z.string(),
    address: z.string(),
    status: z.string(),
    lastError: z.string().nullable(),
    bounceStatus: z
      .string()
      .nullable()
      .describe('Why it came back, as in RFC 3463, e.g. 5.1.1; null unless it bounced.'),
    changedAt: at,
  })
  .meta({ id: 'TroubledMail' });
const missingFile = z
  .object({
    key: z.string().describe('Where it should lie in the storage.'),
    name: z.string(),
    foundAt: at,
  })
  .meta({ id: 'MissingFile' });
export const troubles = z
  .object({
    deadLetters: z.array(letter),
    jobs: z.array(failingJob),
    mails: z.array(mail),
    missingFiles: z
      .array(missingFile)
      .max(20)
      .describe(
        'Files that the database refers to and the storage lacks; `latchkey storage check` lists all.',
      ),
  })
  .meta({ id: 'Troubles' });
export const accepted = z.object({ accepted: z.literal(true) });
