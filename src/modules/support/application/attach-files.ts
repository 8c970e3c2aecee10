import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { InvalidInput } from '../../../kernel/errors.js';
import type { StoredAttachment } from '../domain/ticket.js';
import { TicketRepository } from '../persistence/ticket.repository.js';
import { ensureMayReply } from './ticket-rights.js';

export interface AttachFilesCommand {
  readonly ticketId: string;
  readonly attachments: readonly StoredAttachment[];
}

/** Adds files to the actor's newest message of a request; it is how programs, which write first, attach. */
@Injectable()
export class AttachFiles {
  constructor(
    protected readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput when there is no file, or the actor wrote nothing to attach it to */
  @Transactional()
  async execute(actor: SignedIn, command: AttachFilesCommand): Promise<void> {
    if (command.attachments.length === 0) throw InvalidInput.field('attachments', 'Send at least one file.');
    const ticket = await this.tickets.byId(command.ticketId);
    ensureMayReply(actor, ticket, await this.tickets.sightOf(actor, ticket));
    const message = await this.tickets.newestMessageOf(ticket, actor.userId);
    if (!message) {
      throw InvalidInput.field('attachments', 'Write a message to this request first; files belong to one.');
    }
    message.attach(command.attachments, this.clock.now());
    await this.tickets.learnVersion(ticket, command.attachments);
  }
}
