import { Injectable } from '@nestjs/common';
import { customerOf } from '../../../platform/http/actor.params.js';
import { isLookedAt } from '../../../platform/http/looked-at.js';
import type { Request } from '../../../platform/http/request.js';
import { SeenNews } from '../../../platform/ports/seen-news.js';
import { type ShownTicket, ShowTicket } from '../application/show-ticket.js';

/** The request of a page that a customer opens: its answers are no news any more (ADR 41). */
@Injectable()
export class CustomerThread {
  constructor(
    private readonly tickets: ShowTicket,
    private readonly news: SeenNews,
  ) {}

  /** @throws NotFound when there is none or it is not the actor's */
  async of(request: Request, id: string): Promise<ShownTicket> {
    const actor = customerOf(request);
    const shown = await this.tickets.execute(actor, id);
    if (request.unread === 0 || !isLookedAt(request)) return shown;
    const answers = shown.thread.messages.filter(({ authorKind }) => authorKind === 'staff');
    const unread = await this.news.answers(
      actor,
      answers.map((message) => message.id),
    );
    if (unread !== null) request.unread = unread;
    return shown;
  }

  /** @throws NotFound when there is none or it is not the actor's */
  async ensureThereFor(request: Request, id: string): Promise<void> {
    await this.tickets.ensureVisible(customerOf(request), id);
  }

  /** Whether the actor sees it, also after what was just changed. */
  async isThereFor(request: Request, id: string): Promise<boolean> {
    return await this.tickets.isVisible(customerOf(request), id);
  }
}
