import { Body, Controller, Delete, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { NotFound } from '../../../../kernel/errors.js';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Request } from '../../../../platform/http/request.js';
import { HoldReplies } from '../../application/sending/hold-replies.js';
import { TakeBackReply } from '../../application/sending/take-back-reply.js';
import { heldReply, newHeldReply, takenBack } from './sending.schemas.js';

@Controller('api/v1/staff/tickets/:id/held-replies')
@Staff('staff.tickets')
export class SendingApiController {
  constructor(
    private readonly replies: HoldReplies,
    private readonly back: TakeBackReply,
  ) {}

  @Post()
  @Describe({
    summary: 'Reply to the customer in a few seconds',
    description:
      'Until then nobody but you sees it, nobody is mailed, and you can take it back. How long that is, the portal is configured; 0 seconds send it at once.',
    tag: 'Staff',
    status: 201,
    answer: heldReply,
    problems: [401, 403, 404, 409],
  })
  async hold(
    @IdParam() ticketId: string,
    @Body({ schema: newHeldReply }) input: z.output<typeof newHeldReply>,
    @Req() request: Request,
  ) {
    const { id, deliverAt } = await this.replies.execute(staffOf(request), { ticketId, ...input }, null);
    return { id, deliverAt: deliverAt?.toISOString() ?? null };
  }

  @Delete(':heldId')
  @Describe({
    summary: 'Take a reply back that is not sent yet',
    description: 'Once it is sent there is none any more.',
    tag: 'Staff',
    answer: takenBack,
    problems: [401, 403, 404],
  })
  async undo(@IdParam() ticketId: string, @IdParam('heldId') heldId: string, @Req() request: Request) {
    const body = await this.back.execute(staffOf(request), { ticketId, heldId });
    if (body === null) throw NotFound.of('held reply');
    return { body };
  }
}
