import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.js';
import { customerOf } from '../../../platform/http/actor.params.js';
import { type Page, page, type Refusal } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ShowOutcome } from '../application/closing/show-outcome.js';
import { ShowSharing } from '../application/visibility/show-sharing.js';
import { linksView, meaningsView, ratingView } from './closing/closing.views.js';
import { CustomerThread } from './customer-thread.js';
import { draftView } from './drafts/drafts.views.js';
import { refusedReply, replyView, threadView } from './tickets.views.js';
import { Unsent } from './uploads/unsent.js';
import { sharingView } from './visibility/sharing.views.js';

/** The customer's page of one request, which every refused form of it shows again. */
@Injectable()
export class ThreadPage {
  constructor(
    private readonly threads: CustomerThread,
    private readonly sharing: ShowSharing,
    private readonly unsent: Unsent,
    private readonly outcome: ShowOutcome,
    private readonly readers: Readers,
  ) {}

  /** @throws NotFound when there is none or it is not the actor's */
  async of(request: Request, id: string, refusal: Refusal | null): Promise<Page> {
    const actor = customerOf(request);
    const shown = await this.threads.of(request, id);
    // The address may name a request that was merged into this one.
    const ticketId = shown.thread.id;
    const [sharing, { draft, uploads }, outcome] = await Promise.all([
      this.sharing.execute(actor, shown.thread),
      this.unsent.of(request, ticketId, refusedReply(refusal)),
      this.outcome.execute(actor, shown.thread),
    ]);
    const reader = this.readers.of(request);
    const view = threadView(shown, actor, reader);
    const reply = replyView(newId(), refusal, draft);
    return page('support/show', {
      ...view,
      facts: [...view.facts, ...linksView('/requests', outcome, reader)],
      rating: ratingView(outcome, refusal, reader),
      meanings: view.isClosed ? meaningsView(reply.form.values.meaning, reader) : null,
      sharing: sharingView(shown, sharing, reader),
      reply,
      uploads,
      draft: draftView(`/requests/${ticketId}`, refusedReply(refusal) ? null : draft, reader),
    });
  }

  /** @throws NotFound when there is none or it is not the actor's */
  async ensureThereFor(request: Request, id: string): Promise<void> {
    await this.threads.ensureThereFor(request, id);
  }

  /** Whether the actor sees it, also after what was just changed. */
  async isThereFor(request: Request, id: string): Promise<boolean> {
    return await this.threads.isThereFor(request, id);
  }
}
