import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SignedIn } from '../../../../platform/http/access.js';
import { ByItself } from '../../../../platform/http/by-itself.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { LiveStreams } from '../../../../platform/live/live-streams.js';
import { WatchRequests } from '../../application/live/watch-requests.js';
import { ThreadPage } from '../thread.page.js';

/** What the open page of a request asks for by itself. */
@ApiExcludeController()
@Controller('requests/:id')
@SignedIn('tickets.read')
export class LivePagesController {
  constructor(
    private readonly streams: LiveStreams,
    private readonly watches: WatchRequests,
    private readonly page: ThreadPage,
  ) {}

  @Get('live')
  @ByItself()
  async live(@IdParam() id: string, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    return await this.streams.answer(request, reply, this.watches.forCustomer(id));
  }

  /** The page again, of which the open one takes what is new. */
  @Get('fresh')
  @ByItself()
  async fresh(@IdParam() id: string, @Req() request: Request) {
    return await this.page.of(request, id, null);
  }
}
