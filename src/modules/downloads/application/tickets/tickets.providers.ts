import { ArmTickets } from './arm-tickets.js';
import { ForgetTickets } from './forget-tickets.js';
import { KeepTicket } from './keep-ticket.js';
import { MakeTicket } from './make-ticket.js';
import { OpenTicket } from './open-ticket.js';
import { RenewTicket } from './renew-ticket.js';
import { TicketSecrets } from './ticket-secrets.js';

export const ticketProviders = [
  ArmTickets,
  ForgetTickets,
  KeepTicket,
  MakeTicket,
  OpenTicket,
  RenewTicket,
  TicketSecrets,
];
