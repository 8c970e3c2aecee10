import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import { byId, eachInTurn } from '../../../../platform/queue/each-in-turn.js';
import { type ChangeOnSend, HeldReply, type HeldReplyId } from '../../domain/sending/held-reply.js';
import type { Party, Ticket } from '../../domain/ticket.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { ChangeOne } from '../inbox/change-one.js';
import { KeepTime } from '../service-levels/keep-time.js';

const atOnce = 100;

/**
 * Sends what was not taken back. From here on it is a reply like any other: with its mails, its place in the
 * conversation and its time. Taking back and sending delete the same row, so exactly one of them happens, once.
 */
@Injectable()
export class DeliverHeldReplies {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly one: ChangeOne,
    private readonly time: KeepTime,
    private readonly clock: Clock,
  ) {}

  /** Those whose job was lost, too. */
  async execute(): Promise<void> {
    const now = this.clock.now();
    const due = async (after: HeldReplyId | null) => {
      const next = { deliverAt: { $lte: now }, ...(after ? { id: { $gt: after } } : {}) };
      const held = await this.em.fork().find(HeldReply, next, { orderBy: { id: 'asc' }, limit: atOnce });
      return held.map(({ id }) => id);
    };
    await eachInTurn(byId<HeldReplyId>(atOnce, due), (id) => this.deliver(id));
  }

  @Transactional()
  async deliver(id: string): Promise<void> {
    const found = { id: id as HeldReplyId };
    const held = await this.em.findOne(HeldReply, found, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!held) return;
    const { authorId, body, files: attachments, submissionId } = held;
    const author: Party = { userId: authorId, kind: 'staff' };
    const ticket = await this.tickets.byId(held.ticketId);
    ticket.reply(author, { body, attachments, submissionId }, this.clock.now());
    this.em.remove(held);
    if (held.change) await this.set(author, ticket, held.change);
    await this.time.follow(ticket);
  }

  private async set(author: Party, { id }: Ticket, change: ChangeOnSend): Promise<void> {
    const { status, priority, tags, takesOver } = change;
    const assigneeId = takesOver ? author.userId : undefined;
    try {
      await this.one.execute(author, id, { status, priority, tags, assigneeId }, this.clock.now());
    } catch (error) {
      // Somebody moved the request within these seconds. The answer goes out all the same; what it would set does not.
      if (!(error instanceof DomainError)) throw error;
    }
  }
}
