import { defineEmail } from '../../../platform/mail/define-email.js';
import { AssigneeMail } from '../application/assignee-mail.js';
import { MailThreads } from '../application/inbound/mail-threads.js';
import { TicketMail } from '../application/ticket-mail.js';
import { TicketReplied } from '../events/ticket-replied.js';

/** Tells the agent who has a request that the customer wrote (rows S3.12, S3.47). */
export const customerRepliedEmail = defineEmail({
  name: 'support.customer-replied',
  on: TicketReplied,
  only: { authorKind: ['customer'] },
  lane: 'ordinary',
  kind: 'replies',
  template: 'support/customer-replied',
  audience: ({ payload }, ctx) => ctx.get(AssigneeMail).of(payload.ticketId),
  variables: async ({ payload }, _recipient, ctx) => {
    const message = await ctx.get(TicketMail).message(payload.messageId);
    if (!message) return null;
    const authorName = message.authorName ?? '';
    return {
      ...message,
      authorName,
      url: ctx.link(`/admin/tickets/${payload.ticketId}#m-${payload.messageId}`),
    };
  },
  // Colleagues answer in the console: a mail has no second factor.
  conversation: ({ payload }, _recipient, ctx) => ctx.get(MailThreads).amongStaff(payload.ticketId),
  sample: {
    number: 'R-10001',
    subject: 'The installer stops at 40 %',
    body: 'It works now, thank you.',
    authorName: 'Maria Weber',
    attachments: 1,
    url: 'https://portal.example.com/admin/tickets/0193a1b2-0000-7000-8000-000000000001',
  },
});
