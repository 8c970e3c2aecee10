import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import { Correspondents } from '../../../../platform/ports/correspondents.js';
import type { Ticket } from '../../domain/ticket.js';
import { mayReply } from '../../domain/ticket.policy.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';

/** In whose name a mail speaks that an agent makes a message: who has its address, and else the requester. */
@Injectable()
export class FindAuthor {
  constructor(
    private readonly correspondents: Correspondents,
    private readonly tickets: TicketRepository,
  ) {}

  /** @throws InvalidInput when neither may write to the request */
  async execute(ticket: Ticket, address: string): Promise<CustomerActor> {
    const [senders, requesters] = await Promise.all([
      this.correspondents.withAddress(address),
      this.correspondents.withId(ticket.requesterId),
    ]);
    for (const one of [...senders, ...requesters])
      if (mayReply(one, ticket, await this.tickets.sightOf(one, ticket))) return one;
    throw InvalidInput.field(
      'number',
      'The requester may no longer write to this request. Hand it over first.',
    );
  }
}
