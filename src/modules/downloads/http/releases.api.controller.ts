import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { CustomerActor } from '../../../kernel/actor.js';
import { SignedIn } from '../../../platform/http/access.js';
import { Customer } from '../../../platform/http/actor.params.js';
import { Describe } from '../../../platform/http/describe.js';
import { IdParam } from '../../../platform/http/id.param.js';
import { type ListQuery, listQuery } from '../../../platform/http/paging.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Reply, Request } from '../../../platform/http/request.js';
import { ListReleases } from '../application/list-releases.js';
import { OpenArtifact } from '../application/open-artifact.js';
import { ReadRelease } from '../application/read-release.js';
import { ArtifactSender } from './artifact-sender.js';
import { releaseList, releaseShape, summaryOf } from './releases.schemas.js';

@Controller('api/v1/releases')
@SignedIn('downloads.read')
export class ReleasesApiController {
  constructor(
    private readonly list: ListReleases,
    private readonly read: ReadRelease,
    private readonly open: OpenArtifact,
    private readonly sender: ArtifactSender,
    private readonly readers: Readers,
  ) {}

  @Get()
  @Describe({
    summary: 'List the releases of your products',
    description: 'Newest first. A release that your licenses do not cover says why and what to do.',
    tag: 'Downloads',
    answer: releaseList,
    problems: [401, 403],
  })
  async releases(
    @Customer() actor: CustomerActor,
    @Query({ schema: listQuery }) query: ListQuery,
    @Req() request: Request,
  ) {
    const { items, nextCursor } = await this.list.execute(actor, query, this.readers.of(request));
    return { items: items.map(summaryOf), nextCursor };
  }

  @Get(':id')
  @Describe({
    summary: 'Show a release with its notes and advisories',
    tag: 'Downloads',
    answer: releaseShape,
    problems: [401, 403, 404],
  })
  async release(@Customer() actor: CustomerActor, @IdParam() id: string, @Req() request: Request) {
    const release = await this.read.execute(actor, id, this.readers.of(request));
    const { advisories, notesMarkdown } = release;
    return { ...summaryOf(release), notesMarkdown, advisories };
  }

  @Get(':id/artifacts/:artifactId/content')
  @ApiProduces('application/octet-stream')
  @Describe({
    summary: 'Download a file of a release',
    description:
      'The bytes, also by Range (206) and If-Range; 304 for If-None-Match; HEAD for the headers alone. The ETag is strong and stays the same for ever, so an interrupted download can be resumed at any time. What your licenses cover is decided at every request; what they do not cover answers 403 `not-entitled` with `because`, `remedy` and `offer`.',
    tag: 'Downloads',
    answer: null,
    problems: [401, 403, 404, 416],
  })
  async content(
    @Customer() actor: CustomerActor,
    @IdParam('id') releaseId: string,
    @IdParam('artifactId') artifactId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const file = await this.open.execute(actor, { releaseId, artifactId }, this.readers.of(request));
    return this.sender.send(actor, file, request, reply);
  }
}
