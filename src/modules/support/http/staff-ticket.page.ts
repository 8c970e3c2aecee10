import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.js';
import { staffOf } from '../../../platform/http/actor.params.js';
import { type Page, page, type Refusal } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { Assignees } from '../application/assignees.js';
import { CustomerContext } from '../application/customer-context.js';
import { ShowTicketToStaff } from '../application/show-ticket-to-staff.js';
import { staffTicketView } from './staff.views.js';

/** The agents' page of one request, which every refused form of it shows again. */
@Injectable()
export class StaffTicketPage {
  constructor(
    private readonly tickets: ShowTicketToStaff,
    private readonly contexts: CustomerContext,
    private readonly assignees: Assignees,
    private readonly readers: Readers,
  ) {}

  async of(request: Request, id: string, refusal: Refusal | null): Promise<Page> {
    const shown = await this.tickets.execute(id);
    const [context, assignees] = await Promise.all([this.contexts.of(shown.thread), this.assignees.list()]);
    const parts = { shown, context, assignees, submissionId: newId(), refusal };
    return page('support/desk', staffTicketView(parts, staffOf(request), this.readers.of(request)));
  }
}
