import { Body, Controller, Delete, Get, Put, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { ChangesNothing } from '../../../../platform/http/changes-nothing.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Request } from '../../../../platform/http/request.js';
import { DeskDrafts } from '../../application/drafts/desk-drafts.js';
import { deskDraftChange, draft, draftAnswer } from './drafts.schemas.js';

const problems = [401, 403, 404];

@Controller('api/v1/staff/tickets/:id/draft')
@Staff('staff.tickets')
export class DeskDraftsApiController {
  constructor(private readonly drafts: DeskDrafts) {}

  @Get()
  @Describe({ summary: 'Show your draft at a request', tag: 'Staff', answer: draft, problems })
  async show(@IdParam() id: string, @Req() request: Request) {
    return draftAnswer(await this.drafts.of(staffOf(request), id));
  }

  @Put()
  @ChangesNothing()
  @Describe({
    summary: 'Keep your draft at a request',
    description: 'Nobody but you ever reads it. Sending from the console ends it, and so do 30 days.',
    tag: 'Staff',
    answer: draft,
    problems,
  })
  async keep(
    @IdParam() ticketId: string,
    @Body({ schema: deskDraftChange }) { fields }: z.output<typeof deskDraftChange>,
    @Req() request: Request,
  ) {
    const actor = staffOf(request);
    await this.drafts.keep(actor, { ticketId, fields, submissionId: null });
    return draftAnswer(await this.drafts.of(actor, ticketId));
  }

  @Delete()
  @ChangesNothing()
  @Describe({
    summary: 'Discard your draft at a request',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems,
  })
  async discard(@IdParam() id: string, @Req() request: Request) {
    await this.drafts.discard(staffOf(request), id);
  }
}
