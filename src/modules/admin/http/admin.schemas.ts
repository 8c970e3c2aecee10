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
const mail = z
  .object({
    id: z.uuid(),
    name: z.string(),
    address: z.string(),
    status: z.string(),
    lastError: z.string().nullable(),
    changedAt: at,
  })
  .meta({ id: 'TroubledMail' });
export const troubles = z
  .object({ deadLetters: z.array(letter), mails: z.array(mail) })
  .meta({ id: 'Troubles' });
export const accepted = z.object({ accepted: z.literal(true) });
