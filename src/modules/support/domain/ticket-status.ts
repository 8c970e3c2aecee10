import type { TicketStatus } from '../events/ticket-words.js';

/** Where an agent may move a request from each status. A closed one is only opened or worked on again. */
export const transitions: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  open: ['in-progress', 'on-hold', 'closed'],
  'in-progress': ['open', 'on-hold', 'closed'],
  'on-hold': ['open', 'in-progress', 'closed'],
  closed: ['open', 'in-progress'],
};

export function mayMove(from: TicketStatus, to: TicketStatus): boolean {
  return transitions[from].includes(to);
}

/** The status after a customer wrote: what waited for them, or was closed, waits for us again; thanks does not. */
export function afterCustomerReply(status: TicketStatus, meaning: 'thanks' | null = null): TicketStatus {
  if (status === 'closed' && meaning === 'thanks') return status;
  return status === 'on-hold' || status === 'closed' ? 'open' : status;
}
