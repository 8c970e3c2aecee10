import { Injectable } from '@nestjs/common';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { type Page, page, type Refusal } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { Assignees } from '../../application/assignees.js';
import { SavedViews } from '../../application/inbox/saved-views.js';
import { ListTicketsForStaff } from '../../application/list-tickets-for-staff.js';
import { ShowHeldReplies } from '../../application/sending/show-held-replies.js';
import type { InboxAddress } from '../tickets.forms.js';
import { inboxView, type RefusedForm } from './inbox.views.js';
import { addressIn } from './inbox-address.js';

/** The agents' list of requests, which a refused change of many shows again. */
@Injectable()
export class InboxPage {
  constructor(
    private readonly tickets: ListTicketsForStaff,
    private readonly assignees: Assignees,
    private readonly views: SavedViews,
    private readonly held: ShowHeldReplies,
    private readonly readers: Readers,
  ) {}

  async of(request: Request, asked: InboxAddress, refused: RefusedForm | null): Promise<Page> {
    const { view, ...rest } = asked;
    const [listing, assignees, saved, held] = await Promise.all([
      this.tickets.execute(staffOf(request), {
        ...rest,
        ...(view === 'closed' ? { status: 'closed' } : {}),
        view: view === 'closed' || view === 'all' ? undefined : view,
        limit: 25,
      }),
      this.assignees.list(),
      this.views.of(staffOf(request)),
      this.held.elsewhere(staffOf(request), null),
    ]);
    const parts = { listing, assignees, saved, held, refused, me: staffOf(request).userId };
    return page('support/inbox', inboxView(parts, asked, this.readers.of(request)));
  }

  /** The list that the form came from, with what was typed. */
  again(request: Request, refusal: Refusal, form: RefusedForm['form']): Promise<Page> {
    return this.of(request, addressIn(refusal.values.from), { form, refusal });
  }
}
