import { createHash } from 'node:crypto';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { AdvisoryFeed } from '../../application/advisories/advisory-feed.js';
import { knows } from '../byte-range.js';
import { FeedReader } from './feed-reader.js';
import { feedQuery } from './feeds.schemas.js';

/** Advisories for feed readers, which can only GET an address: that of an update feed (row DL-7). */
@ApiExcludeController()
@Controller('updates')
@Public()
export class AdvisoryFeedController {
  constructor(
    private readonly reader: FeedReader,
    private readonly feed: AdvisoryFeed,
    private readonly readers: Readers,
  ) {}

  @Get(':feed/advisories.atom')
  async advisories(
    @Param('feed') token: string,
    @Query({ schema: feedQuery }) { version }: z.output<typeof feedQuery>,
    @Req() request: Request,
    @Res() reply: Reply,
  ): Promise<void> {
    const access = await this.reader.admit(token, request);
    const text = await this.feed.of({
      access,
      token,
      version: version ?? null,
      reader: this.readers.of(request),
    });
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    void reply.headers({
      // Weak: it may be compressed on its way.
      etag: `W/${etag}`,
      'cache-control': 'private, no-cache',
      vary: 'Accept-Language',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    if (knows(request.headers['if-none-match'], etag)) return void reply.status(304).send();
    void reply.type('application/atom+xml; charset=utf-8').send(text);
  }
}
