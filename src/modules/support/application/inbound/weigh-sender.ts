import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Config } from '../../../../platform/config/config.js';
import { Correspondents } from '../../../../platform/ports/correspondents.js';
import { mayOpen } from '../../domain/ticket.policy.js';
import type { AutomaticKind, HeldBecause } from '../../events/inbound-words.js';
import type { TicketId } from '../../events/ticket-words.js';
import { FindConversation, type FoundConversation } from './find-conversation.js';
import type { UnderstoodMail } from './understand-mail.js';

/** What becomes of a mail. */
export type Verdict =
  | { readonly kind: 'aside'; readonly automatic: AutomaticKind; readonly ticketId: TicketId | null }
  | { readonly kind: 'reply'; readonly ticketId: TicketId; readonly actor: CustomerActor }
  | { readonly kind: 'open'; readonly actor: CustomerActor }
  | { readonly kind: 'hold'; readonly reason: HeldBecause; readonly ticketId: TicketId | null };

/**
 * Decides in whose name a mail speaks (ADR 31). A From line proves nothing: an answer counts as its recipient's when it
 * has what only the recipient got, and comes from the recipient's proved address. What opens a new request has only its
 * address; it must pass the vendor's mail server where one is named.
 */
@Injectable()
export class WeighSender {
  constructor(
    private readonly conversations: FindConversation,
    private readonly correspondents: Correspondents,
    private readonly config: Config,
  ) {}

  async execute(recipient: string, mail: UnderstoodMail): Promise<Verdict> {
    const found = await this.conversations.of(recipient, mail.answers);
    const ticketId = found === null || found === 'forged' ? null : found.ticketId;
    if (mail.automatic) return { kind: 'aside', automatic: mail.automatic, ticketId };
    if (found === 'forged') return hold('forged-address', null);
    if (mail.text === '' && mail.files.length === 0) return hold('empty', ticketId);
    return found ? await this.reply(found, mail) : await this.open(mail);
  }

  private async reply(found: FoundConversation, mail: UnderstoodMail): Promise<Verdict> {
    const { ticketId, organizationId, recipientId } = found;
    if (mail.authentication === 'failed') return hold('unauthenticated-sender', ticketId);
    const places = recipientId ? await this.correspondents.withId(recipientId) : [];
    const actor = places.find((place) => place.organizationId === organizationId);
    if (!actor || actor.email?.toLowerCase() !== mail.head.fromAddress)
      return hold('unconfirmed-sender', ticketId);
    return { kind: 'reply', ticketId, actor };
  }

  private async open(mail: UnderstoodMail): Promise<Verdict> {
    const { authentication, head } = mail;
    const places = await this.correspondents.withAddress(head.fromAddress);
    const [actor, ...others] = places.filter((place) => mayOpen(place));
    if (!actor) return hold(places.length > 0 ? 'may-not-write' : 'unknown-sender', null);
    const unproved = this.config.inbound?.authenticatedBy
      ? authentication !== 'passed'
      : authentication === 'failed';
    if (unproved) return hold('unauthenticated-sender', null);
    return others.length > 0 ? hold('several-organizations', null) : { kind: 'open', actor };
  }
}

const hold = (reason: HeldBecause, ticketId: TicketId | null): Verdict => ({
  kind: 'hold',
  reason,
  ticketId,
});
