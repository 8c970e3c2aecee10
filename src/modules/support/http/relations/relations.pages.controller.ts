import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { NotFound } from '../../../../kernel/errors.js';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, press, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { LinkTickets } from '../../application/relations/link-tickets.js';
import { SplitTicket } from '../../application/relations/split-ticket.js';
import { ShowTicketToStaff } from '../../application/show-ticket-to-staff.js';
import { StaffTicketPage } from '../staff-ticket.page.js';
import { linkForm, splitAddress, splitForm } from './relations.schemas.js';
import { splitView } from './relations.views.js';

const at = (id: string, key: string) => seeOther(`/admin/tickets/${id}`, { kind: 'success', key });

@ApiExcludeController()
@Controller('admin/tickets/:id')
@Staff('staff.tickets')
export class RelationsPagesController {
  constructor(
    private readonly splitting: SplitTicket,
    private readonly linking: LinkTickets,
    private readonly tickets: ShowTicketToStaff,
    private readonly ticket: StaffTicketPage,
    private readonly readers: Readers,
  ) {}

  @Get('split')
  form(
    @IdParam() id: string,
    @Query({ schema: splitAddress }) { message }: z.output<typeof splitAddress>,
    @Req() request: Request,
  ) {
    return this.splitPage(request, id, message, null);
  }

  @Post('split')
  async split(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return await submit(
      splitForm,
      body,
      async (asked) => {
        const ticket = await this.splitting.execute(staffOf(request), { ticketId: id, ...asked });
        return at(ticket.id, 'inbox.flash.split');
      },
      (refusal) => this.splitPage(request, id, refusal.values.messageId, refusal),
    );
  }

  @Post('links')
  async link(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return await submit(
      linkForm,
      body,
      async ({ number }) => {
        await this.linking.link(staffOf(request), id, number);
        return at(id, 'inbox.flash.linked');
      },
      (refusal) => this.ticket.of(request, id, refusal),
    );
  }

  @Post('links/:otherId/delete')
  async unlink(@IdParam() id: string, @IdParam('otherId') otherId: string, @Req() request: Request) {
    return await press(
      async () => {
        await this.linking.unlink(staffOf(request), id, otherId);
        return at(id, 'inbox.flash.unlinked');
      },
      (refusal) => this.ticket.of(request, id, refusal),
    );
  }

  private async splitPage(request: Request, id: string, messageId: unknown, refusal: Refusal | null) {
    const { thread } = await this.tickets.execute(id);
    const own = thread.messages.filter(({ authorId }) => authorId === thread.requesterId);
    // Where none is named it is what the requester wrote last.
    const message = messageId === undefined ? own.at(-1) : own.find((one) => one.id === messageId);
    if (!message) throw NotFound.of('message');
    return page('support/split', splitView(thread, message, refusal, this.readers.of(request)));
  }
}
