import { Controller, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { ChangesNothing } from '../../../../platform/http/changes-nothing.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { DeskDrafts } from '../../application/drafts/desk-drafts.js';
import { ReceivedForms } from '../received-form.js';
import { StaffTicketPage } from '../staff-ticket.page.js';
import { deskDraftForm } from './drafts.schemas.js';
import { draftView } from './drafts.views.js';

/** Drafts of what agents write at a request: by a button, and by htmx while they type. */
@ApiExcludeController()
@Controller('admin/tickets/:id/draft')
@Staff('staff.tickets')
export class DeskDraftsPagesController {
  constructor(
    private readonly drafts: DeskDrafts,
    private readonly forms: ReceivedForms,
    private readonly ticket: StaffTicketPage,
    private readonly readers: Readers,
  ) {}

  @Post()
  @ChangesNothing()
  async keep(@IdParam() id: string, @Req() request: Request) {
    return await submit(
      deskDraftForm,
      await this.forms.fieldsOf(request),
      async (typed) => {
        const savedAt = await this.drafts.keep(staffOf(request), { ticketId: id, ...typed });
        // Asked by the script: the line beneath the form alone.
        if (request.headers['hx-request'] === 'true') {
          const view = draftView(addressOf(id), savedAt && { savedAt }, this.readers.of(request));
          return page('support/draft-state', view);
        }
        return seeOther(`${addressOf(id)}#reply`, { kind: 'success', key: 'support.flash.draft' });
      },
      (refusal) => this.ticket.of(request, id, refusal),
    );
  }

  @Post('discard')
  @ChangesNothing()
  async discard(@IdParam() id: string, @Req() request: Request) {
    // The button stands in a form with files.
    await this.forms.fieldsOf(request);
    await this.drafts.discard(staffOf(request), id);
    return seeOther(`${addressOf(id)}#reply`, { kind: 'success', key: 'support.flash.discarded' });
  }
}

const addressOf = (id: string): string => `/admin/tickets/${id}`;
