import { Controller, Post, Req } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Config } from '../../../../platform/config/config.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { MakeTicket } from '../../application/tickets/make-ticket.js';
import { RenewTicket } from '../../application/tickets/renew-ticket.js';
import { ticketAnswer, ticketShape } from './tickets.schemas.js';

@Controller('api/v1')
@SignedIn('downloads.read')
export class TicketsApiController {
  constructor(
    private readonly makeTicket: MakeTicket,
    private readonly renewTicket: RenewTicket,
    private readonly readers: Readers,
    private readonly config: Config,
  ) {}

  @Post('releases/:id/artifacts/:artifactId/tickets')
  @Describe({
    summary: 'Make a download ticket',
    description:
      'An address of the file for `curl -C -`, `wget -c`, aria2 or a browser, which works for 24 hours without a token. There is one per file: asked again, the same address works for another 24 hours. License, membership and release are looked at with every request of it, also in the middle of a download.',
    tag: 'Downloads',
    status: 201,
    answer: ticketShape,
    problems: [401, 403, 404],
  })
  async make(
    @Customer() actor: CustomerActor,
    @IdParam('id') releaseId: string,
    @IdParam('artifactId') artifactId: string,
    @Req() request: Request,
  ) {
    const wanted = { releaseId, artifactId };
    const ticket = await this.makeTicket.execute(actor, wanted, this.readers.of(request));
    return ticketAnswer(ticket, this.config.publicUrl);
  }

  @Post('download-tickets/:id/renewal')
  @Describe({
    summary: 'Renew a download ticket',
    description:
      'Its address works again for 24 hours with the same ETag, so that a download that stopped goes on.',
    tag: 'Downloads',
    answer: ticketShape,
    problems: [401, 403, 404],
  })
  async renew(@Customer() actor: CustomerActor, @IdParam() id: string, @Req() request: Request) {
    const ticket = await this.renewTicket.execute(actor, id, this.readers.of(request));
    return ticketAnswer(ticket, this.config.publicUrl);
  }
}
