import { Controller, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { page, seeOther } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { NoteSolved } from '../../application/deflection/note-solved.js';
import { SuggestBesideForm } from '../../application/deflection/suggest-beside-form.js';
import { NewRequestPage } from '../new-request.page.js';
import { ReceivedForms } from '../received-form.js';
import { askedForm, solvedAddress, suggestedForm } from './deflection.schemas.js';
import { suggestionsView } from './deflection.views.js';

/** Answers beside the form of a new request: by htmx while somebody types, by a button otherwise (rows SU-10, S2.30). */
@Controller('requests')
@SignedIn('tickets.write')
export class SuggestionsPagesController {
  constructor(
    private readonly suggest: SuggestBesideForm,
    private readonly note: NoteSolved,
    private readonly forms: ReceivedForms,
    private readonly form: NewRequestPage,
    private readonly readers: Readers,
  ) {}

  @Post('suggestions')
  async show(@Req() request: Request) {
    const fields = await this.forms.fieldsOf(request);
    const asked = { ...askedForm.parse(fields), locale: request.locale };
    const { submissionId } = suggestedForm.parse(fields);
    const found = await this.suggest.execute(customerOf(request), asked, submissionId);
    if (request.headers['hx-request'] === 'true')
      return page('support/suggestions', { suggestions: suggestionsView(found, this.readers.of(request)) });
    const typed = { values: fields, errors: {}, summary: [], message: null, code: '' };
    return await this.form.of(request, typed, {}, found);
  }

  @Post('solved')
  async solved(
    @Query({ schema: solvedAddress }) answer: z.output<typeof solvedAddress>,
    @Req() request: Request,
  ) {
    const asked = { ...askedForm.parse(await this.forms.fieldsOf(request)), locale: request.locale };
    await this.note.execute(customerOf(request), { ...asked, ...answer });
    return seeOther('/requests', { kind: 'success', key: 'support.flash.solved' });
  }
}
