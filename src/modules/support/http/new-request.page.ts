import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { isId, newId } from '../../../kernel/ids.js';
import { customerOf } from '../../../platform/http/actor.params.js';
import { type Page, page, type Refusal } from '../../../platform/http/pages.js';
import { type Reader, Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import type { ShownCategory } from '../application/categories/show-categories.js';
import { TicketTopics } from '../application/categories/ticket-topics.js';
import type { SuggestedAnswers } from '../application/deflection/suggest-answers.js';
import type { StatusNotice } from '../application/incidents/show-status.js';
import { NewRequestFacts } from '../application/new-request-facts.js';
import { chooseView, chosenView } from './categories/chosen-category.views.js';
import { suggestionsView } from './deflection/deflection.views.js';
import { draftView } from './drafts/drafts.views.js';
import { runningView } from './status/status.views.js';
import { type NewRequest, newView } from './tickets.views.js';
import { Unsent, type UploadsView } from './uploads/unsent.js';

/** What an address of the form asks for; what does not fit is left out. */
export interface AskedForm {
  readonly category?: unknown;
  readonly license?: unknown;
}

/** The form of a new request, with what was typed before. Where there are categories, choosing one is the first step. */
@Injectable()
export class NewRequestPage {
  constructor(
    private readonly facts: NewRequestFacts,
    private readonly topics: TicketTopics,
    private readonly unsent: Unsent,
    private readonly readers: Readers,
  ) {}

  /** @param found answers that were looked for; null when nobody did */
  async of(
    request: Request,
    refusal: Refusal | null,
    asked: AskedForm = {},
    found: SuggestedAnswers | null = null,
  ): Promise<Page> {
    const actor = customerOf(request);
    const reader = this.readers.of(request);
    const [{ licenses, categories, running }, { draft, uploads }] = await Promise.all([
      this.facts.of(actor),
      this.unsent.of(request, null, refusal),
    ]);
    const license = typeof asked.license === 'string' && isId(asked.license) ? asked.license : null;
    const kept = refusal?.values ?? draft?.fields;
    const wanted = asked.category ?? kept?.categoryId;
    if (categories.length > 0 && !refusal && !wanted)
      return page('support/choose-category', {
        ...chooseView(categories, license, reader),
        running: runningView(running),
      });
    const category = categories.find(({ id }) => id === wanted) ?? null;
    const form = { licenses, licenseId: license, submissionId: newId(), refusal, draft };
    const changeable = categories.length > 0;
    return await this.form(actor, { form, uploads, category, changeable, found, running }, reader);
  }

  private async form(
    actor: CustomerActor,
    about: {
      readonly form: NewRequest;
      readonly uploads: UploadsView;
      readonly category: ShownCategory | null;
      readonly changeable: boolean;
      readonly found: SuggestedAnswers | null;
      readonly running: readonly StatusNotice[];
    },
    reader: Reader,
  ): Promise<Page> {
    const { form, uploads, category, changeable, found } = about;
    const view = newView(form, reader);
    const version = category ? await this.topics.newestVersion(actor, view.licenseId) : null;
    return page('support/new', {
      ...view,
      changeable,
      running: runningView(about.running),
      uploads,
      suggestions: suggestionsView(found, reader),
      category: category && chosenView(category, view.form, { version, reader }),
      draft: draftView('/requests', form.refusal ? null : form.draft, reader),
    });
  }
}
