import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../../platform/http/access.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { OpenTicket } from '../../application/tickets/open-ticket.js';
import { ArtifactSender } from '../artifact-sender.js';

/** Files by the address of a ticket: whoever has it needs no session, so that downloads outlive it. */
@ApiExcludeController()
@Controller('download')
export class TicketController {
  constructor(
    private readonly open: OpenTicket,
    private readonly sender: ArtifactSender,
    private readonly readers: Readers,
  ) {}

  @Get(':ticket/:fileName')
  @Public()
  async file(
    @Param('ticket') secret: string,
    @Param('fileName') fileName: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const asked = { secret, fileName, network: request.ip };
    const { actor, file } = await this.open.execute(asked, this.readers.of(request));
    return this.sender.send(actor, file, request, reply);
  }
}
