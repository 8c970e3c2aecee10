import type { z } from 'zod';
import { formatZonedInstant } from '../../../platform/i18n/format.js';
import { defineEmail, type EmailContext } from '../../../platform/mail/define-email.js';
import type { Recipient } from '../../../platform/ports/audience.js';
import { DueMail } from '../application/service-levels/due-mail.js';
import { TicketDueSoon, TicketOverdue } from '../events/ticket-due.js';

type Due = z.output<typeof TicketDueSoon.schema>;

async function told(due: Due, { locale, timeZone }: Recipient, ctx: EmailContext) {
  const described = await ctx.get(DueMail).describe(due);
  if (!described) return null;
  const { number, subject, dueAt } = described;
  return {
    ...{ number, subject },
    answers: due.target === 'first-response',
    due: formatZonedInstant(dueAt, locale, timeZone),
    url: ctx.link(`/admin/tickets/${due.ticketId}`),
  };
}

const sample = {
  number: 'R-10001',
  subject: 'The installer stops at 40 %',
  answers: true,
  due: '27 Nov 2026, 10:00 CET',
  url: 'https://portal.example.com/admin/tickets/0193a1b2-0000-7000-8000-000000000001',
};

/** Warns who can act before the promise is broken (row SU-4). */
export const ticketDueSoonEmail = defineEmail({
  name: 'support.ticket-due-soon',
  on: TicketDueSoon,
  lane: 'ordinary',
  kind: 'reminders',
  template: 'support/due-soon',
  audience: ({ payload }, ctx) => ctx.get(DueMail).agents(payload),
  variables: ({ payload }, recipient, ctx) => told(payload, recipient, ctx),
  sample,
});

/** Tells who can act, and who answers for it, that a promise was broken (rows S1.5, SU-4). */
export const ticketOverdueEmail = defineEmail({
  name: 'support.ticket-overdue',
  on: TicketOverdue,
  lane: 'ordinary',
  kind: 'reminders',
  template: 'support/overdue',
  audience: ({ payload }, ctx) => ctx.get(DueMail).agentsAndManagers(payload),
  variables: ({ payload }, recipient, ctx) => told(payload, recipient, ctx),
  sample: { ...sample, answers: false },
});
