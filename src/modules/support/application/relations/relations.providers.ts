import { LinkTickets } from './link-tickets.js';
import { SplitTicket } from './split-ticket.js';

export const relationsProviders = [LinkTickets, SplitTicket];
