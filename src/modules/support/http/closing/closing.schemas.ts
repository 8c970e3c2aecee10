import { z } from 'zod';
import { line, multiline } from '../../../../platform/http/fields.js';
import { ratingScores, replyMeanings } from '../../events/ticket-words.js';
import { uploadIds } from '../uploads/uploads.schemas.js';

const score = z.enum(ratingScores, 'Choose good or bad.');
const comment = multiline(2_000, 'comment');

export const ratingChange = z
  .strictObject({ score, comment: comment.nullish() })
  .meta({ id: 'RatingChange', examples: [{ score: 'good' }] });
export const givenRating = z
  .object({ score: z.enum(ratingScores), comment: z.string().nullable(), ratedAt: z.iso.datetime() })
  .meta({ id: 'GivenRating' });
export const rating = z
  .object({
    rating: givenRating.nullable().describe('Null: none yet, or the request is not yours.'),
    mayRate: z.boolean().describe('The request is yours and closed, and you may still think again.'),
  })
  .meta({ id: 'TicketRating' });
export const ratingForm = z.object({
  score,
  comment: z
    .string()
    .optional()
    .transform((text) => text?.trim() || null)
    .pipe(comment.nullable()),
});

export const newReply = z
  .strictObject({
    body: multiline(20_000, 'message'),
    meaning: z
      .enum(replyMeanings, 'Use still-broken, thanks or something-new.')
      .nullish()
      .describe(
        'What it means for a closed request; asked for only then. something-new opens a request of its own.',
      ),
    subject: line(200, 'subject').nullish().describe('Of the request that something-new opens.'),
    uploadIds,
  })
  .meta({ id: 'NewReply' });
export const replyMade = z
  .object({
    ticketId: z.uuid().describe('Where it stands: something-new opens another request.'),
    id: z.uuid().nullable().describe('Null: the first message of a new request.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ReplyMade' });
