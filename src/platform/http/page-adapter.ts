import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { PageReplies } from './page-replies.js';
import { Page, SeeOther } from './pages.js';
import type { Reply } from './request.js';

/**
 * Renders returned pages and performs returned redirects; everything else is sent as it is. Not an interceptor: one is
 * enough for Nest to build a chain of promises and observables around every handler, which costs a short answer a
 * quarter of its time.
 */
export class PageAdapter extends FastifyAdapter {
  private pages: PageReplies | null = null;

  /** Pages come from the container, which is made after its adapter. */
  renderWith(pages: PageReplies): void {
    this.pages = pages;
  }

  override reply(reply: Reply, body: unknown, status?: number): Reply {
    if (body instanceof Page) return super.reply(reply, this.pages?.render(body, reply), status);
    if (body instanceof SeeOther && this.pages) return this.pages.redirect(body, reply);
    return super.reply(reply, body, status);
  }
}
