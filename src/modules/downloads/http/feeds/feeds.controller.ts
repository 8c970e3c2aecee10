import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { NotFound } from '../../../../kernel/errors.js';
import { Public } from '../../../../platform/http/access.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { FeedDocuments } from '../../application/feeds/feed-documents.js';
import { OpenFeedArtifact } from '../../application/feeds/open-feed-artifact.js';
import { ArtifactSender } from '../artifact-sender.js';
import { knows } from '../byte-range.js';
import { FeedReader } from './feed-reader.js';
import { feedQuery, plainFeedShape } from './feeds.schemas.js';

const schema = z.toJSONSchema(plainFeedShape);

/** What updaters GET, with nothing but an address (row DL-4). Outside of the API: its forms are those of updaters. */
@ApiExcludeController()
@Controller('updates')
@Public()
export class FeedsController {
  constructor(
    private readonly reader: FeedReader,
    private readonly documents: FeedDocuments,
    private readonly open: OpenFeedArtifact,
    private readonly sender: ArtifactSender,
    private readonly readers: Readers,
  ) {}

  @Get('feed.schema.json')
  @Header('content-type', 'application/schema+json')
  @Header('cache-control', 'public, max-age=3600')
  @Header('access-control-allow-origin', '*')
  schema() {
    return schema;
  }

  @Get(':feed/:document')
  async document(
    @Param('feed') token: string,
    @Param('document') name: string,
    @Query({ schema: feedQuery }) query: z.output<typeof feedQuery>,
    @Req() request: Request,
    @Res() reply: Reply,
  ): Promise<void> {
    const access = await this.reader.admit(token, request);
    const asked = this.reader.request(access, name, query, request);
    const found = await this.documents.find(asked, token);
    void reply.headers(headersOf(asked.document.dialect));
    if (!found && asked.document.dialect !== 'tauri') throw NotFound.of('release for this license');
    if (!found) return void reply.status(204).send();
    void reply.header('etag', found.etag);
    if (knows(request.headers['if-none-match'], found.etag)) return void reply.status(304).send();
    // A compressed answer would have other bytes than its signature and strong ETag promise.
    request.headers['x-no-compression'] = '1';
    void reply.type(asked.document.isSignature ? types.signed : types[asked.document.dialect]);
    void reply.send(found.bytes());
  }

  @Get(':feed/files/:artifactId/:system/:name')
  async file(
    @Param('feed') token: string,
    @IdParam('artifactId') artifactId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const access = await this.reader.admit(token, request);
    const file = await this.open.execute(access, artifactId, this.readers.of(request));
    const { organizationId } = access;
    return this.sender.send({ organizationId, userId: null }, file, request, reply);
  }
}

const types = {
  plain: 'application/json; charset=utf-8',
  signed: 'application/jose',
  appcast: 'application/rss+xml; charset=utf-8',
  'electron-builder': 'text/yaml; charset=utf-8',
  tauri: 'application/json; charset=utf-8',
} as const;

const vary = {
  plain: 'Accept-Language',
  signed: 'Accept-Language',
  appcast: 'Accept-Language, User-Agent',
  'electron-builder': 'X-User-Staging-Id',
  tauri: 'Accept-Language',
} as const;

const headersOf = (dialect: keyof typeof types) => ({
  'cache-control': 'private, no-cache',
  vary: vary[dialect],
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
});
