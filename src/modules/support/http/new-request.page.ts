import { Injectable } from '@nestjs/common';
import { newId } from '../../../kernel/ids.js';
import { customerOf } from '../../../platform/http/actor.params.js';
import { type Page, page, type Refusal } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ShowDraft } from '../application/drafts/show-draft.js';
import { TicketLicenses } from '../application/ticket-licenses.js';
import { draftView } from './drafts/drafts.views.js';
import { newView } from './tickets.views.js';

/** The form of a new request, with what was typed before. */
@Injectable()
export class NewRequestPage {
  constructor(
    private readonly licenses: TicketLicenses,
    private readonly drafts: ShowDraft,
    private readonly readers: Readers,
  ) {}

  /** @param licenseId that a link asked for */
  async of(request: Request, refusal: Refusal | null, licenseId: string | null = null): Promise<Page> {
    const actor = customerOf(request);
    const reader = this.readers.of(request);
    const [licenses, draft] = await Promise.all([this.licenses.of(actor), this.drafts.execute(actor, null)]);
    const asked = { licenses, licenseId, submissionId: newId(), refusal, draft };
    return page('support/new', {
      ...newView(asked, reader),
      draft: draftView('/requests', refusal ? null : draft, reader),
    });
  }
}
