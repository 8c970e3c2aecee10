import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Config } from '../../../../platform/config/config.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { ListUpdateFeeds } from '../../application/update-feeds/list-update-feeds.js';
import { OpenUpdateFeed } from '../../application/update-feeds/open-update-feed.js';
import { feedBody, feedList, listAnswer, openedAnswer, openedFeed } from './update-feeds.schemas.js';

@Controller('api/v1/licenses')
@SignedIn('licenses.manage')
export class UpdateFeedsApiController {
  constructor(
    private readonly list: ListUpdateFeeds,
    private readonly open: OpenUpdateFeed,
    private readonly config: Config,
  ) {}

  @Get(':id/update-feeds')
  @Describe({
    summary: 'List the update feeds of a license',
    description: 'Those that answer, the newest first, at most 100.',
    tag: 'Licenses',
    answer: feedList,
    problems: [401, 403, 404],
  })
  async feeds(@Customer() actor: CustomerActor, @IdParam() licenseId: string) {
    return listAnswer(await this.list.execute(actor, licenseId));
  }

  @Post(':id/update-feeds')
  @Describe({
    summary: 'Open an update feed',
    description:
      'Makes a secret address that updaters (Sparkle, electron-updater, Tauri, your own) can GET without signing in. ' +
      'docs/update-feeds.md describes what is below it.',
    tag: 'Licenses',
    status: 201,
    answer: openedFeed,
    problems: [401, 403, 404, 409],
  })
  async make(
    @Customer() actor: CustomerActor,
    @IdParam() licenseId: string,
    @Body({ schema: feedBody }) body: z.output<typeof feedBody>,
  ) {
    return openedAnswer(await this.open.execute(actor, { licenseId, ...body }), this.config.publicUrl);
  }

  @Delete(':id/update-feeds/:feedId')
  @Describe({
    summary: 'Close an update feed',
    description: 'Its address answers no more; once more, it changes nothing.',
    tag: 'Licenses',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async close(
    @Customer() actor: CustomerActor,
    @IdParam() licenseId: string,
    @IdParam('feedId') feedId: string,
  ): Promise<void> {
    await this.open.close(actor, { licenseId, feedId });
  }
}
