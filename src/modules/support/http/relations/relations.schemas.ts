import { z } from 'zod';
import { id, line } from '../../../../platform/http/fields.js';
import { ticketStatuses } from '../../events/ticket-words.js';

const subject = line(200, 'subject');
const messageId = id('message').describe('What the requester wrote there.');
const number = line(20, 'reference').describe('The reference of the other request.');

export const splitBody = z.strictObject({ messageId, subject }).meta({ id: 'TicketSplit' });
export const splitForm = z.object({ messageId, subject });
export const splitAddress = z.object({ message: id('message').optional().catch(undefined) });

export const linkBody = z
  .strictObject({ number })
  .meta({ id: 'TicketLink', examples: [{ number: 'R-10002' }] });
export const linkForm = z.object({ number });
export const relatedList = z.object({
  items: z
    .array(
      z.object({ id: z.uuid(), number: z.string(), subject: z.string(), status: z.enum(ticketStatuses) }),
    )
    .describe('The newest link first; fifty at most.'),
});
