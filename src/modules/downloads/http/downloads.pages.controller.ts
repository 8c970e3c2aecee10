import { Controller, Get, Req } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { SignedIn } from '../../../platform/http/access.js';
import { Customer } from '../../../platform/http/actor.params.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { page, seeOther } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ShowDownloads } from '../application/show-downloads.js';
import { ArmTickets } from '../application/tickets/arm-tickets.js';
import { MakeTicket } from '../application/tickets/make-ticket.js';
import { downloadsView } from './downloads.views.js';
import { ReleasePage } from './release-page.js';
import { platformOf } from './visitor-platform.js';

@Controller('downloads')
@SignedIn('downloads.read')
export class DownloadsPagesController {
  constructor(
    private readonly downloads: ShowDownloads,
    private readonly releasePage: ReleasePage,
    private readonly makeTicket: MakeTicket,
    private readonly arm: ArmTickets,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Customer() actor: CustomerActor, @Req() request: Request) {
    const reader = this.readers.of(request);
    const products = await this.downloads.execute(actor, reader);
    return page('downloads/list', downloadsView(products, { reader, platform: platformOf(request) }));
  }

  @Get(':releaseId')
  async release(@Customer() actor: CustomerActor, @IdParam('releaseId') id: string, @Req() request: Request) {
    const shown = await this.releasePage.of(actor, id, request);
    await this.arm.execute(actor, id);
    return shown;
  }

  /** To the address of the file, which outlives the session; for a refused one, the page with the reason as 403. */
  @Get(':releaseId/files/:artifactId')
  async file(
    @Customer() actor: CustomerActor,
    @IdParam('releaseId') releaseId: string,
    @IdParam('artifactId') artifactId: string,
    @Req() request: Request,
  ) {
    const reader = this.readers.of(request);
    try {
      return seeOther((await this.makeTicket.execute(actor, { releaseId, artifactId }, reader)).path);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'not-entitled' || !asksForPage(request))
        throw error;
      return this.releasePage.of(actor, releaseId, request, 403);
    }
  }
}

const asksForPage = ({ headers }: Request): boolean => headers.accept?.includes('text/html') ?? false;
