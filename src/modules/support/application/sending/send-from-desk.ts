import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Config } from '../../../../platform/config/config.js';
import { SaveDraft } from '../drafts/save-draft.js';
import { ApplyMacro } from '../inbox/apply-macro.js';
import { type StaffMessageCommand, TicketDesk } from '../ticket-desk.js';
import { HoldReplies, type Sent } from './hold-replies.js';

export interface SendCommand extends StaffMessageCommand {
  /** What the reply began with, and what it sets; null: nothing. */
  readonly macroId?: string | null;
}

/** What happens when an agent presses Send: notes are kept at once, replies can be taken back for a while. */
@Injectable()
export class SendFromDesk {
  constructor(
    private readonly replies: HoldReplies,
    private readonly desk: TicketDesk,
    private readonly macros: ApplyMacro,
    private readonly drafts: SaveDraft,
    private readonly config: Config,
  ) {}

  /** @throws NotFound, InvalidInput, AnsweredMeanwhile, StatusChangeRefused */
  async execute(actor: StaffActor, command: SendCommand): Promise<Sent> {
    const sent = await this.send(actor, command);
    await this.drafts.discard(actor, command.ticketId);
    return sent;
  }

  private async send(actor: StaffActor, { macroId = null, ...written }: SendCommand): Promise<Sent> {
    const isReply = written.visibility === 'public';
    if (isReply && this.config.replyUndoSeconds > 0)
      return await this.replies.execute(actor, written, macroId);
    const { ticketId } = written;
    const made = macroId
      ? await this.macros.execute(actor, { ticketId, macroId, written })
      : await this.desk.write(actor, written);
    return { kind: isReply ? 'reply' : 'note', id: made?.id ?? null, deliverAt: null };
  }
}
