import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { HeldReply, type HeldReplyId } from '../../domain/sending/held-reply.js';
import { keepDraft } from '../drafts/keep-draft.js';
import type { Draft } from '../drafts/show-draft.js';
import { WaitingFiles } from '../uploads/waiting-files.js';

/** The author takes a reply back before it is sent: nobody was mailed, and nobody saw it (row SU-3). */
@Injectable()
export class TakeBackReply {
  constructor(
    readonly em: EntityManager,
    private readonly waiting: WaitingFiles,
    private readonly clock: Clock,
  ) {}

  /**
   * Its text is the draft of its request again, above what was typed since, and its files wait for a message again.
   * @returns the text; null when there is none of the actor's under this id, any more or at all: it was sent
   */
  @Transactional()
  async execute(
    { userId }: StaffActor,
    { ticketId, heldId }: { readonly ticketId: string; readonly heldId: string },
  ): Promise<string | null> {
    const own = { id: heldId as HeldReplyId, ticketId: ticketId as HeldReply['ticketId'], authorId: userId };
    const held = await this.em.findOne(HeldReply, own, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!held) return null;
    const { body, files } = held;
    const fields = above(body, await this.typedSince(userId, ticketId));
    await keepDraft(this.em, { userId, ticketId, fields, savedAt: this.clock.now() });
    for (const file of files) await this.waiting.keep(newId(), { userId, ticketId }, file);
    this.em.remove(held);
    return body;
  }

  private async typedSince(userId: string, ticketId: string): Promise<Draft['fields']> {
    const [draft] = await this.em.execute<Pick<Draft, 'fields'>[]>(
      'select fields from support.draft where user_id = ? and ticket_id = ?',
      [userId, ticketId],
    );
    return draft?.fields ?? {};
  }
}

function above(body: string, { body: since = '', visibility = 'public' }: Draft['fields']): Draft['fields'] {
  if (since.trim() === '' || since === body) return { body, visibility: 'public' };
  // What was typed for colleagues alone never becomes public by itself.
  return { body: `${body}\n\n${since}`, visibility };
}
