import { TicketController } from './ticket.controller.js';
import { TicketsApiController } from './tickets.api.controller.js';

export const ticketControllers = [TicketController, TicketsApiController];
