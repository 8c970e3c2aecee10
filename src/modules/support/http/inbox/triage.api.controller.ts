import { Body, Controller, Delete, Post, Put, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Request } from '../../../../platform/http/request.js';
import { SortTicket } from '../../application/inbox/sort-ticket.js';
import { TakeNextTicket } from '../../application/inbox/take-next-ticket.js';
import { MergeTickets } from '../../application/merging/merge-tickets.js';
import { ticketMade } from '../tickets.schemas.js';
import { mergeBody } from './merge.schemas.js';
import { nextAnswer, snoozeBody, tagsBody } from './triage.schemas.js';

@Controller('api/v1/staff/tickets')
@Staff('staff.tickets')
export class TriageApiController {
  constructor(
    private readonly sort: SortTicket,
    private readonly next: TakeNextTicket,
    private readonly merging: MergeTickets,
  ) {}

  @Post('next')
  @Describe({
    summary: 'Take the request that presses most and that nobody has',
    description: 'What is due next comes first. However many agents ask at once, each gets another one.',
    tag: 'Staff',
    answer: nextAnswer,
    problems: [401, 403],
  })
  async take(@Req() request: Request) {
    const ticket = await this.next.execute(staffOf(request));
    return { ticket: ticket && { id: ticket.id, number: ticket.number, status: ticket.status } };
  }

  @Post(':id/merge')
  @Describe({
    summary: 'Merge a request into another one of the same requester',
    description:
      'Its conversation, files and notes go into the other one, which answers to both references and ids from then on. Nobody sees more than before: otherwise the merge is refused.',
    tag: 'Staff',
    answer: ticketMade,
    problems: [401, 403, 404, 409],
  })
  async merge(
    @IdParam() id: string,
    @Body({ schema: mergeBody }) { into }: z.output<typeof mergeBody>,
    @Req() request: Request,
  ) {
    const ticket = await this.merging.execute(staffOf(request), { ticketId: id, into });
    return { id: ticket.id, number: ticket.number, status: ticket.status };
  }

  @Put(':id/tags')
  @Describe({ summary: 'Tag a request', tag: 'Staff', answer: tagsBody, problems: [401, 403, 404] })
  async tag(
    @IdParam() id: string,
    @Body({ schema: tagsBody }) { tags }: z.output<typeof tagsBody>,
    @Req() request: Request,
  ) {
    return { tags: (await this.sort.tag(staffOf(request), id, tags)).tags };
  }

  @Put(':id/snooze')
  @Describe({
    summary: 'Put a request aside until a time',
    description:
      'It comes back then, or as soon as something happens to it in public. Customers notice nothing.',
    tag: 'Staff',
    answer: snoozeBody,
    problems: [401, 403, 404],
  })
  async snooze(
    @IdParam() id: string,
    @Body({ schema: snoozeBody }) { until }: z.output<typeof snoozeBody>,
    @Req() request: Request,
  ) {
    const at = new Date(until);
    await this.sort.snooze(staffOf(request), id, at);
    return { until: at.toISOString() };
  }

  @Delete(':id/snooze')
  @Describe({
    summary: 'Take a request back into sight',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async wake(@IdParam() id: string, @Req() request: Request) {
    await this.sort.wake(staffOf(request), id);
  }
}
