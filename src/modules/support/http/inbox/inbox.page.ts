import { Injectable } from '@nestjs/common';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { type Page, page, type Refusal } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { Assignees } from '../../application/assignees.js';
import { ListTicketsForStaff } from '../../application/list-tickets-for-staff.js';
import { type InboxAddress, inboxAddress } from '../tickets.forms.js';
import { inboxView } from './inbox.views.js';

/** The agents' list of requests, which a refused change of many shows again. */
@Injectable()
export class InboxPage {
  constructor(
    private readonly tickets: ListTicketsForStaff,
    private readonly assignees: Assignees,
    private readonly readers: Readers,
  ) {}

  async of(request: Request, asked: InboxAddress, refusal: Refusal | null): Promise<Page> {
    const { view, ...rest } = asked;
    const [listing, assignees] = await Promise.all([
      this.tickets.execute(staffOf(request), {
        ...rest,
        ...(view === 'closed' ? { status: 'closed' } : {}),
        view: view === 'closed' || view === 'all' ? undefined : view,
        limit: 25,
      }),
      this.assignees.list(),
    ]);
    const parts = { listing, assignees, refusal, me: staffOf(request).userId };
    return page('support/inbox', inboxView(parts, asked, this.readers.of(request)));
  }

  /** The list that the form came from, with what was chosen. */
  again(request: Request, refusal: Refusal): Promise<Page> {
    const { view, query, tag, cursor } = refusal.values;
    return this.of(
      request,
      inboxAddress.parse({ view, query: query || undefined, tag: tag || undefined, cursor }),
      refusal,
    );
  }
}
