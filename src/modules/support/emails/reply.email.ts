import { defineEmail } from '../../../platform/mail/define-email.js';
import { MailThreads } from '../application/inbound/mail-threads.js';
import { TicketMail } from '../application/ticket-mail.js';
import { TicketReplied } from '../events/ticket-replied.js';

/**
 * Tells the requester and the followers what staff answered (row S1.23). It hears of public messages only; notes raise
 * another event.
 */
export const replyEmail = defineEmail({
  name: 'support.reply',
  on: TicketReplied,
  only: { authorKind: ['staff'] },
  lane: 'ordinary',
  kind: 'replies',
  template: 'support/reply',
  audience: ({ payload }, ctx) => ctx.get(TicketMail).participants(payload.ticketId),
  variables: async ({ payload }, recipient, ctx) => {
    const mail = ctx.get(TicketMail);
    const message = await mail.message(payload.messageId);
    if (!message || !(await mail.isParticipant(payload.ticketId, recipient))) return null;
    const { answerable } = ctx.get(MailThreads);
    return { ...message, answerable, url: ctx.link(`/requests/${payload.ticketId}#m-${payload.messageId}`) };
  },
  conversation: ({ payload }, recipient, ctx) => ctx.get(MailThreads).of(payload.ticketId, recipient),
  sample: {
    answerable: true,
    number: 'R-10001',
    subject: 'The installer stops at 40 %',
    body: 'Please install 3.2.1 over it; that release fixes the stop.\nTell us if it does not.',
    authorName: 'Ada Agent',
    attachments: 1,
    url: 'https://portal.example.com/requests/0193a1b2-0000-7000-8000-000000000001',
  },
});
