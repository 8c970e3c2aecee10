import type { Id } from '../../../kernel/ids.js';

export type TicketId = Id<'ticket'>;

/** The four statuses that customers see (ruling C11). */
export const ticketStatuses = ['open', 'in-progress', 'on-hold', 'closed'] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

/** `support` asks for help, `service` for work to be done. */
export const ticketKinds = ['support', 'service'] as const;
export type TicketKind = (typeof ticketKinds)[number];

/** From which side a message comes. */
export const authorKinds = ['customer', 'staff'] as const;
export type AuthorKind = (typeof authorKinds)[number];

/** How much a request presses; staff decide. */
export const ticketPriorities = ['low', 'normal', 'high', 'urgent'] as const;
export type TicketPriority = (typeof ticketPriorities)[number];

/** What a service level promises a time for. */
export const serviceTargets = ['first-response', 'resolution'] as const;
export type ServiceTarget = (typeof serviceTargets)[number];

/** What a customer's reply means for a closed request (row SU-8). */
export const replyMeanings = ['still-broken', 'thanks', 'something-new'] as const;
export type ReplyMeaning = (typeof replyMeanings)[number];

/** How a requester found the answer. */
export const ratingScores = ['good', 'bad'] as const;
export type RatingScore = (typeof ratingScores)[number];

/** What a field of a category takes. */
export const fieldTypes = ['text', 'choice', 'version', 'date'] as const;
export type FieldType = (typeof fieldTypes)[number];

/** What may answer a request before it is sent. */
export const answerKinds = ['article', 'release'] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** By which way a request came in. */
export const ticketChannels = ['portal', 'mail', 'import'] as const;
export type TicketChannel = (typeof ticketChannels)[number];
