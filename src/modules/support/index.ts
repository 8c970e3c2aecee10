export { Support, type SupportQueues, type TicketSummary } from './application/support.js';
export { InternalNoteWritten } from './events/internal-note-written.js';
export { TicketAssigned } from './events/ticket-assigned.js';
export { TicketClosed } from './events/ticket-closed.js';
export { TicketHandedOver } from './events/ticket-handed-over.js';
export { TicketOpened } from './events/ticket-opened.js';
export { TicketReplied } from './events/ticket-replied.js';
export { TicketStatusChanged } from './events/ticket-status-changed.js';
export type { TicketId, TicketKind, TicketStatus } from './events/ticket-words.js';
