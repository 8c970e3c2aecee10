import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../kernel/actor.js';
import { Assignees } from '../application/assignees.js';
import { CustomerContext, type CustomerFacts } from '../application/customer-context.js';
import { type Draft, ShowDraft } from '../application/drafts/show-draft.js';
import { type Colleague, Presence } from '../application/live/presence.js';
import {
  type HeldElsewhere,
  ShowHeldReplies,
  type ShownHeldReply,
} from '../application/sending/show-held-replies.js';
import type { Thread } from '../application/ticket-thread.js';

/** What an agent sees around a request. */
export interface Surroundings {
  readonly context: CustomerFacts;
  readonly assignees: readonly { readonly id: string; readonly name: string }[];
  /** The other agents who have it open. */
  readonly company: readonly Colleague[];
  /** Replies that the agent may still take back. */
  readonly held: readonly ShownHeldReply[];
  /** The same at other requests. */
  readonly heldElsewhere: readonly HeldElsewhere[];
  /** What the agent typed and did not send, or took back. */
  readonly draft: Draft | null;
}

/** Gathers what stands around a request on the agents' page. */
@Injectable()
export class DeskSurroundings {
  constructor(
    private readonly contexts: CustomerContext,
    private readonly assignees: Assignees,
    private readonly presence: Presence,
    private readonly replies: ShowHeldReplies,
    private readonly drafts: ShowDraft,
  ) {}

  async of(actor: StaffActor, thread: Thread): Promise<Surroundings> {
    const [context, assignees, company, held, heldElsewhere, draft] = await Promise.all([
      this.contexts.of(thread),
      this.assignees.list(),
      this.presence.beside(actor, thread.id),
      this.replies.of(actor, thread.id),
      this.replies.elsewhere(actor, thread.id),
      this.drafts.execute(actor, thread.id),
    ]);
    return { context, assignees, company, held, heldElsewhere, draft };
  }
}
