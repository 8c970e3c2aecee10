import { Controller, Post, Req } from '@nestjs/common';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { SaveDraft } from '../../application/drafts/save-draft.js';
import { NewRequestPage } from '../new-request.page.js';
import { ReceivedForms } from '../received-form.js';
import { ThreadPage } from '../thread.page.js';
import { draftForm } from './drafts.schemas.js';
import { draftView } from './drafts.views.js';

/** Drafts of replies and new requests: by a button, and by htmx while somebody types. */
@Controller('requests')
@SignedIn('tickets.write')
export class DraftsPagesController {
  constructor(
    private readonly drafts: SaveDraft,
    private readonly forms: ReceivedForms,
    private readonly thread: ThreadPage,
    private readonly blank: NewRequestPage,
    private readonly readers: Readers,
  ) {}

  @Post('draft')
  async keepNew(@Req() request: Request) {
    return await this.keep(request, null, (refusal) => this.blank.of(request, refusal));
  }

  @Post(':id/draft')
  async keepReply(@IdParam() id: string, @Req() request: Request) {
    return await this.keep(request, id, (refusal) => this.thread.of(request, id, refusal));
  }

  @Post('draft/discard')
  async discardNew(@Req() request: Request) {
    return await this.discard(request, null);
  }

  @Post(':id/draft/discard')
  async discardReply(@IdParam() id: string, @Req() request: Request) {
    await this.thread.ensureThereFor(request, id);
    return await this.discard(request, id);
  }

  private async discard(request: Request, ticketId: string | null) {
    // The button stands in a form with files.
    await this.forms.fieldsOf(request);
    await this.drafts.discard(customerOf(request), ticketId);
    return seeOther(backTo(ticketId), { kind: 'success', key: 'support.flash.discarded' });
  }

  private async keep(
    request: Request,
    ticketId: string | null,
    rejected: (refusal: Refusal) => ReturnType<ThreadPage['of']>,
  ) {
    const actor = customerOf(request);
    const href = ticketId === null ? '/requests' : `/requests/${ticketId}`;
    return await submit(
      draftForm,
      await this.forms.fieldsOf(request),
      async (typed) => {
        const savedAt = await this.drafts.execute(actor, { ticketId, ...typed });
        // Asked by the script: the line beneath the form alone.
        if (request.headers['hx-request'] === 'true') {
          const view = draftView(href, savedAt && { savedAt }, this.readers.of(request));
          return page('support/draft-state', view);
        }
        return seeOther(backTo(ticketId), { kind: 'success', key: 'support.flash.draft' });
      },
      rejected,
    );
  }
}

const backTo = (ticketId: string | null): string =>
  ticketId === null ? '/requests/new' : `/requests/${ticketId}#reply`;
