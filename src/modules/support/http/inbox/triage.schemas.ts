import { z } from 'zod';
import { instant } from '../../../../platform/http/fields.js';
import { mostTags } from '../../application/inbox/sort-ticket.js';
import { ticketMade } from '../tickets.schemas.js';

const tag = z.string().max(200, 'Write tags of 40 characters at most.');

/** Input and answers of the API. */
export const tagsBody = z
  .strictObject({
    tags: z
      .array(tag)
      .max(mostTags * 2, `Use at most ${mostTags} tags.`)
      .describe('These tags and no others; lower case, words joined by hyphens.'),
  })
  .meta({ id: 'TicketTags', examples: [{ tags: ['installer', 'v3'] }] });
export const snoozeBody = z
  .strictObject({ until: instant.describe('Ahead, within a year.') })
  .meta({ id: 'TicketSnooze' });
export const nextAnswer = z
  .object({ ticket: ticketMade.nullable().describe('Null: none waits that nobody has.') })
  .meta({ id: 'NextTicket' });

/** Forms of pages. */
export const tagsForm = z.object({
  tags: z
    .string()
    .max(2_000, 'Use at most 2,000 characters.')
    .transform((text) => text.split(',').filter((part) => part.trim() !== '')),
});
export const snoozeForm = z.object({ until: instant });
