import { defineEmail } from '../../../platform/mail/define-email.js';
import { MailThreads } from '../application/inbound/mail-threads.js';
import { TicketMail } from '../application/ticket-mail.js';
import { TicketOpened } from '../events/ticket-opened.js';

/** Confirms a new request with its reference. */
export const receivedEmail = defineEmail({
  name: 'support.received',
  on: TicketOpened,
  lane: 'ordinary',
  kind: 'confirmations',
  template: 'support/received',
  audience: async ({ payload }, ctx) => await ctx.get(TicketMail).requester(payload.ticketId),
  variables: async ({ payload }, _recipient, ctx) => {
    const message = await ctx.get(TicketMail).message(payload.messageId);
    if (!message) return null;
    const { answerable } = ctx.get(MailThreads);
    return { ...message, answerable, url: ctx.link(`/requests/${payload.ticketId}`) };
  },
  conversation: ({ payload }, recipient, ctx) => ctx.get(MailThreads).of(payload.ticketId, recipient),
  sample: {
    answerable: true,
    number: 'R-10001',
    subject: 'The installer stops at 40 %',
    body: 'It stops at 40 % and says "disk full", but the disk is not.',
    authorName: 'Maria Weber',
    attachments: 0,
    url: 'https://portal.example.com/requests/0193a1b2-0000-7000-8000-000000000001',
  },
});
