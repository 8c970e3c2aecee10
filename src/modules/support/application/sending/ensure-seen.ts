import type { SignedIn } from '../../../../kernel/actor.js';
import { AnsweredMeanwhile } from '../../domain/ticket.errors.js';
import type { Ticket } from '../../domain/ticket.js';
import type { TicketRepository } from '../../persistence/ticket.repository.js';

/**
 * Two who answer at once: the second is stopped, also while the first answer can still be taken back.
 * @param seenId the newest message that the author saw; null: whoever writes does not say
 * @throws AnsweredMeanwhile
 */
export async function ensureSeen(
  tickets: TicketRepository,
  { userId }: SignedIn,
  ticket: Ticket,
  seenId: string | null,
): Promise<void> {
  if (seenId === null) return;
  const newest = await tickets.newestMessage(ticket);
  if (newest && newest.id !== seenId && newest.authorId !== userId) throw AnsweredMeanwhile.by(newest.id);
  if (await tickets.isAnsweredBeside(ticket, userId)) throw AnsweredMeanwhile.soon();
}
