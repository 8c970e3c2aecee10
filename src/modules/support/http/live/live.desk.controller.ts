import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { ByItself } from '../../../../platform/http/by-itself.js';
import { ChangesNothing } from '../../../../platform/http/changes-nothing.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { LiveStreams } from '../../../../platform/live/live-streams.js';
import { Presence } from '../../application/live/presence.js';
import { WatchRequests } from '../../application/live/watch-requests.js';
import { InboxPage } from '../inbox/inbox.page.js';
import { StaffTicketPage } from '../staff-ticket.page.js';
import { type InboxAddress, inboxAddress } from '../tickets.forms.js';

/** What the open pages of agents ask for by themselves. */
@ApiExcludeController()
@Controller('admin/tickets')
@Staff('staff.tickets')
export class LiveDeskController {
  constructor(
    private readonly streams: LiveStreams,
    private readonly watches: WatchRequests,
    private readonly presence: Presence,
    private readonly ticket: StaffTicketPage,
    private readonly inbox: InboxPage,
  ) {}

  @Get('live')
  @ByItself()
  async list(@Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    return await this.streams.answer(request, reply, this.watches.inbox());
  }

  @Get('fresh')
  @ByItself()
  async freshList(@Query({ schema: inboxAddress }) asked: InboxAddress, @Req() request: Request) {
    return await this.inbox.of(request, asked, null);
  }

  @Get(':id/live')
  @ByItself()
  async live(@IdParam() id: string, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    return await this.streams.answer(request, reply, this.watches.forAgent(staffOf(request), id));
  }

  @Get(':id/fresh')
  @ByItself()
  async fresh(@IdParam() id: string, @Req() request: Request) {
    return await this.ticket.of(request, id, null);
  }

  /** Said by the page while the agent types. */
  @Post(':id/writing')
  @ChangesNothing()
  @HttpCode(204)
  async writing(@IdParam() id: string, @Req() request: Request): Promise<void> {
    await this.presence.writes(staffOf(request), id);
  }
}
