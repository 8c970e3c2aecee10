import { Controller, Get, Req, Res } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { SignedIn } from '../../../platform/http/access.js';
import { Customer } from '../../../platform/http/actor.params.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { page } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Reply, Request } from '../../../platform/http/request.js';
import { OpenArtifact } from '../application/open-artifact.js';
import { ShowDownloads } from '../application/show-downloads.js';
import { ShowRelease } from '../application/show-release.js';
import { ArtifactSender } from './artifact-sender.js';
import { downloadsView, releaseView } from './downloads.views.js';

@Controller('downloads')
@SignedIn('downloads.read')
export class DownloadsPagesController {
  constructor(
    private readonly downloads: ShowDownloads,
    private readonly show: ShowRelease,
    private readonly open: OpenArtifact,
    private readonly sender: ArtifactSender,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Customer() actor: CustomerActor, @Req() request: Request) {
    const reader = this.readers.of(request);
    return page('downloads/list', downloadsView(await this.downloads.execute(actor, reader), reader));
  }

  @Get(':releaseId')
  async release(@Customer() actor: CustomerActor, @IdParam('releaseId') id: string, @Req() request: Request) {
    return this.releasePage(actor, id, request, 200);
  }

  /** The file; for one that is refused, the release's page with the reason, as 403. */
  @Get(':releaseId/files/:artifactId')
  async file(
    @Customer() actor: CustomerActor,
    @IdParam('releaseId') releaseId: string,
    @IdParam('artifactId') artifactId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    try {
      const file = await this.open.execute(actor, { releaseId, artifactId }, this.readers.of(request));
      return await this.sender.send(actor, file, request, reply);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'not-entitled' || !asksForPage(request))
        throw error;
      return this.releasePage(actor, releaseId, request, 403);
    }
  }

  private async releasePage(actor: CustomerActor, id: string, request: Request, status: number) {
    const reader = this.readers.of(request);
    return page('downloads/release', releaseView(await this.show.execute(actor, id, reader), reader), status);
  }
}

const asksForPage = ({ headers }: Request): boolean => headers.accept?.includes('text/html') ?? false;
