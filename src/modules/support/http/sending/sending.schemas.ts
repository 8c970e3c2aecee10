import { z } from 'zod';
import { id, multiline } from '../../../../platform/http/fields.js';
import { at } from '../tickets.schemas.js';
import { uploadIds } from '../uploads/uploads.schemas.js';

export const newHeldReply = z
  .strictObject({
    body: multiline(20_000, 'message'),
    seenMessageId: id('message').optional().describe('As for a reply that is sent at once.'),
    uploadIds,
    submissionId: id('submission').optional().describe('The same one makes one reply.'),
  })
  .meta({ id: 'NewHeldReply' });

export const heldReply = z
  .object({
    id: z.uuid(),
    deliverAt: at.nullable().describe('Until then it can be taken back; null: it was sent at once.'),
  })
  .meta({ id: 'HeldReply' });

export const takenBack = z
  .object({ body: z.string().describe('What was written; it is the draft of the request again.') })
  .meta({ id: 'TakenBackReply' });
