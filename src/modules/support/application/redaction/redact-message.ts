import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { Storage } from '../../../../platform/storage/storage.js';
import { Redaction } from '../../domain/redaction/redaction.js';
import { Attachment, type AttachmentId, Message, type MessageId, type Ticket } from '../../domain/ticket.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { ensureMayWork } from '../ticket-rights.js';
import { RedactedTraces } from './redacted-traces.js';

/**
 * An agent takes something out of a message for good, say a password that a customer posted: also out of the search, of
 * drafts and of the mail as it came. That it was done stays visible, and is in the audit log.
 */
@Injectable()
export class RedactMessage {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly traces: RedactedTraces,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async file(
    actor: StaffActor,
    about: { readonly ticketId: string; readonly attachmentId: string },
  ): Promise<void> {
    await this.forget(await this.withoutFile(actor, about));
  }

  /** @throws NotFound, PassageMissing */
  async passage(
    actor: StaffActor,
    about: { readonly ticketId: string; readonly messageId: string; readonly passage: string },
  ): Promise<void> {
    await this.forget(await this.withoutPassage(actor, about));
  }

  @Transactional()
  async withoutFile(
    actor: StaffActor,
    { ticketId, attachmentId }: { readonly ticketId: string; readonly attachmentId: string },
  ): Promise<string[]> {
    ensureMayWork(actor);
    const ticket = await this.tickets.byId(ticketId);
    const id = attachmentId as AttachmentId;
    const attachment = await this.em.findOne(Attachment, { id, message: { ticket } });
    if (!attachment) throw NotFound.of('file');
    const messageId = attachment.message.id;
    this.em.persist(Redaction.ofFile(ticket, messageId, { userId: actor.userId, at: this.clock.now() }));
    this.em.remove(attachment);
    await this.record(ticket, 'support.file-redacted', messageId);
    return [attachment.storageKey, ...(await this.traces.mailOf(messageId))];
  }

  @Transactional()
  async withoutPassage(
    actor: StaffActor,
    about: { readonly ticketId: string; readonly messageId: string; readonly passage: string },
  ): Promise<string[]> {
    ensureMayWork(actor);
    const ticket = await this.tickets.byId(about.ticketId);
    const message = await this.em.findOne(Message, { id: about.messageId as MessageId, ticket });
    if (!message) throw NotFound.of('message');
    const by = { userId: actor.userId, at: this.clock.now() };
    this.em.persist(Redaction.ofPassage(ticket, message, about.passage, by));
    await this.traces.forget(message, about.passage);
    await this.record(ticket, 'support.passage-redacted', message.id);
    return await this.traces.mailOf(message.id);
  }

  // Once it is sure that no row names them any more.
  private async forget(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.storage.delete(key);
  }

  private record({ id, organizationId }: Ticket, action: string, messageId: string): Promise<void> {
    return recordAudit(this.em, this.clock.now(), {
      action,
      organizationId,
      objectId: id,
      details: { messageId },
    });
  }
}
