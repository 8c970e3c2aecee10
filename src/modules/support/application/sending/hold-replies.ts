import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Jobs } from '../../../../platform/queue/jobs.js';
import { type ChangeOnSend, HeldReply } from '../../domain/sending/held-reply.js';
import { ReadyMacros } from '../inbox/ready-macros.js';
import { type HoldCommand, HoldReply } from './hold-reply.js';

/** What became of what an agent wrote. */
export interface Sent {
  readonly kind: 'reply' | 'note' | 'held';
  readonly id: string | null;
  /** Until when it can be taken back; null: not at all. */
  readonly deliverAt: Date | null;
}

/** Holds replies, and sees to it that somebody sends them. */
@Injectable()
export class HoldReplies {
  constructor(
    private readonly hold: HoldReply,
    private readonly macros: ReadyMacros,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** @param macroId what the reply sets when it is sent, as the macro says now; null: nothing */
  async execute(actor: StaffActor, command: HoldCommand, macroId: string | null): Promise<Sent> {
    const change = macroId ? await this.changeOf(actor, command.ticketId, macroId) : null;
    const made = await this.hold.execute(actor, { ...command, change });
    if (!(made instanceof HeldReply)) return { kind: 'reply', id: made.id, deliverAt: null };
    const { id, deliverAt } = made;
    const delayMs = Math.max(0, deliverAt.getTime() - this.clock.now().getTime());
    await this.jobs.enqueue('support.deliver-held-reply', { heldId: id }, { id, delayMs });
    return { kind: 'held', id, deliverAt };
  }

  private async changeOf(actor: StaffActor, ticketId: string, macroId: string): Promise<ChangeOnSend> {
    const { status, priority, tags, takeOver } = await this.macros.of(actor, ticketId, macroId);
    return { status, priority, tags, takesOver: takeOver };
  }
}
