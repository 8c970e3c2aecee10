import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { newId } from '../../../../kernel/ids.js';
import { SignedIn, Staff } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { CountSolved } from '../../application/deflection/count-solved.js';
import { NoteSolved } from '../../application/deflection/note-solved.js';
import { SuggestBesideForm } from '../../application/deflection/suggest-beside-form.js';
import {
  solvedBody,
  solvedCounts,
  solvedQuery,
  suggestions,
  suggestionsQuery,
} from './deflection.schemas.js';
import { toSuggestions } from './deflection.views.js';

@Controller('api/v1')
export class SuggestionsApiController {
  constructor(
    private readonly suggest: SuggestBesideForm,
    private readonly note: NoteSolved,
    private readonly counts: CountSolved,
  ) {}

  @Get('ticket-suggestions')
  @SignedIn('tickets.write')
  @Describe({
    summary: 'Suggest answers before a request is sent',
    description:
      'Articles, and releases newer than what you run whose notes speak of it. That something was suggested is counted by day, never by person.',
    tag: 'Tickets',
    answer: suggestions,
    problems: [401, 403],
  })
  async list(
    @Query({ schema: suggestionsQuery }) { formId, licenseId, subject }: z.output<typeof suggestionsQuery>,
    @Req() request: Request,
  ) {
    const asked = { subject, licenseId: licenseId ?? null, locale: request.locale };
    return toSuggestions(await this.suggest.execute(customerOf(request), asked, formId ?? newId()));
  }

  @Post('ticket-suggestions/solved')
  @SignedIn('tickets.write')
  @Describe({
    summary: 'Say that a suggested answer made the request needless',
    description: 'It is counted by day and answer, never by person.',
    tag: 'Tickets',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async solved(@Body({ schema: solvedBody }) body: z.output<typeof solvedBody>, @Req() request: Request) {
    const { licenseId = null, ...rest } = body;
    await this.note.execute(customerOf(request), { ...rest, licenseId, locale: request.locale });
  }

  @Get('staff/solved-without-request')
  @Staff('staff.tickets')
  @Describe({
    summary: 'Count requests that an answer made needless',
    description: 'The 100 answers that solved most between two days.',
    tag: 'Staff',
    answer: solvedCounts,
    problems: [401, 403],
  })
  async count(@Query({ schema: solvedQuery }) { from, to }: z.output<typeof solvedQuery>) {
    return { items: await this.counts.execute(from, to) };
  }
}
