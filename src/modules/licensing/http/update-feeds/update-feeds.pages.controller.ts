import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Config } from '../../../../platform/config/config.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ListUpdateFeeds } from '../../application/update-feeds/list-update-feeds.js';
import { OpenUpdateFeed } from '../../application/update-feeds/open-update-feed.js';
import { feedForm, openedAnswer } from './update-feeds.schemas.js';
import { feedsView, openedView } from './update-feeds.views.js';

@ApiExcludeController()
@Controller('licenses')
@SignedIn('licenses.manage')
export class UpdateFeedsPagesController {
  constructor(
    private readonly list: ListUpdateFeeds,
    private readonly open: OpenUpdateFeed,
    private readonly config: Config,
    private readonly readers: Readers,
  ) {}

  @Get(':id/update-feeds')
  show(@Customer() actor: CustomerActor, @Req() request: Request, @IdParam() id: string) {
    return this.listPage(actor, request, id);
  }

  /** Shows the address this once, so the answer is the page itself and no redirect to it. */
  @Post(':id/update-feeds')
  make(
    @Customer() actor: CustomerActor,
    @Req() request: Request,
    @IdParam() id: string,
    @Body() body: unknown,
  ) {
    return submit(
      feedForm,
      body,
      async (input) => {
        const opened = await this.open.execute(actor, { licenseId: id, ...input });
        const feeds = await this.list.execute(actor, id);
        const { url } = openedAnswer(opened, this.config.publicUrl);
        return page('licensing/update-feed', openedView(feeds, { url, name: input.name }));
      },
      (refusal) => this.listPage(actor, request, id, refusal),
    );
  }

  @Post(':id/update-feeds/:feedId/close')
  async close(
    @Customer() actor: CustomerActor,
    @IdParam() licenseId: string,
    @IdParam('feedId') feedId: string,
  ) {
    await this.open.close(actor, { licenseId, feedId });
    return seeOther(`/licenses/${licenseId}/update-feeds`, { kind: 'success', key: 'feeds.flash.closed' });
  }

  private async listPage(actor: CustomerActor, request: Request, id: string, refusal?: Refusal) {
    const feeds = await this.list.execute(actor, id);
    return page('licensing/update-feeds', feedsView(feeds, this.readers.of(request), refusal ?? null));
  }
}
