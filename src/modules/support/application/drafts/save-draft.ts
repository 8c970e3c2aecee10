import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Forbidden } from '../../../../kernel/errors.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { mayOpen } from '../../domain/ticket.policy.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { ensureMayReply } from '../ticket-rights.js';
import { keepDraft } from './keep-draft.js';

export interface DraftCommand {
  /** Null: of a new request. */
  readonly ticketId: string | null;
  /** What is typed, by the names of the form. */
  readonly fields: Readonly<Record<string, string>>;
  /** Of the form: once it was sent, what comes late is no draft any more. */
  readonly submissionId: string | null;
}

// One a second and a half of steady typing is 2,400.
const perUser = declareLimit({ name: 'support.drafts', points: 3_000, perSeconds: 3_600 });

/** Keeps what somebody typed, in place of what was kept before (row S3.45). Nothing typed: nothing kept. */
@Injectable()
export class SaveDraft {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound when the actor may not know the request. @throws Forbidden when the actor may not write
   * @returns when it was saved; null when nothing was kept
   */
  @Transactional()
  async execute(actor: SignedIn, command: DraftCommand): Promise<Date | null> {
    const { fields } = command;
    const ticketId = await this.writable(actor, command.ticketId);
    await this.limits.consume(perUser, actor.userId);
    const typed = ['subject', 'body'].some((name) => (fields[name] ?? '').trim() !== '');
    if (!typed || (await this.wasSent(actor, { ...command, ticketId }))) {
      await this.discard(actor, ticketId);
      return null;
    }
    const now = this.clock.now();
    await keepDraft(this.em, { userId: actor.userId, ticketId, fields, savedAt: now });
    return now;
  }

  /** Forgets it; what is not there is no error. */
  @Transactional()
  async discard(actor: SignedIn, ticketId: string | null): Promise<void> {
    await this.em.execute(
      `delete from support.draft where user_id = ? and ticket_id is not distinct from ?`,
      [actor.userId, ticketId],
    );
  }

  /** @returns the request that is meant; its id may be of one that was merged into it */
  private async writable(actor: SignedIn, ticketId: string | null): Promise<string | null> {
    if (ticketId === null) {
      if (!mayOpen(actor)) throw new Forbidden('Access denied: your account may not open requests.');
      return null;
    }
    const ticket = await this.tickets.byId(ticketId);
    ensureMayReply(actor, ticket, await this.tickets.sightOf(actor, ticket));
    return ticket.id;
  }

  private async wasSent(actor: SignedIn, { ticketId, submissionId }: DraftCommand): Promise<boolean> {
    if (submissionId === null) return false;
    const { userId, kind } = actor;
    if (ticketId === null) return await this.any(sentRequest, [userId, submissionId]);
    const sent = kind === 'staff' ? sentByStaff : [sentMessage];
    const values = [userId, submissionId, ticketId];
    for (const statement of sent) if (await this.any(statement, values)) return true;
    return false;
  }

  private async any(statement: string, values: readonly string[]): Promise<boolean> {
    return (await this.em.execute(statement, [...values])).length > 0;
  }
}

const sentRequest = 'select 1 from support.ticket where requester_id = ? and submission_id = ?';
const sentMessage =
  'select 1 from support.message where author_id = ? and submission_id = ? and ticket_id = ?';
const sentByStaff = [
  sentMessage,
  'select 1 from support.held_reply where author_id = ? and submission_id = ? and ticket_id = ?',
  'select 1 from support.internal_note where author_id = ? and submission_id = ? and ticket_id = ?',
];
