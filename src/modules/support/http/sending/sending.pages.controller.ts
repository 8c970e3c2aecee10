import { Controller, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { type Flash, press, seeOther } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { TakeBackReply } from '../../application/sending/take-back-reply.js';
import { StaffTicketPage } from '../staff-ticket.page.js';

@ApiExcludeController()
@Controller('admin/tickets/:id/held-replies/:heldId')
@Staff('staff.tickets')
export class SendingPagesController {
  constructor(
    private readonly back: TakeBackReply,
    private readonly ticket: StaffTicketPage,
  ) {}

  @Post('undo')
  async undo(@IdParam() id: string, @IdParam('heldId') heldId: string, @Req() request: Request) {
    return await press(
      async () => {
        const body = await this.back.execute(staffOf(request), { ticketId: id, heldId });
        return body === null
          ? seeOther(`/admin/tickets/${id}`, tooLate)
          : seeOther(`/admin/tickets/${id}#reply`, takenBack);
      },
      (refusal) => this.ticket.of(request, id, refusal),
    );
  }
}

const takenBack: Flash = { kind: 'success', key: 'sending.flash.takenBack' };
const tooLate: Flash = { kind: 'info', key: 'sending.flash.tooLate' };
