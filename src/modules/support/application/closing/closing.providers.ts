import { FollowUpTicket } from './follow-up-ticket.js';
import { RateTicket } from './rate-ticket.js';
import { ShowOutcome } from './show-outcome.js';

export const closingProviders = [RateTicket, FollowUpTicket, ShowOutcome];
