import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { OpenMachineFeed } from '../../application/update-feeds/open-machine-feed.js';
import { ProductCallers } from '../product/product-callers.js';
import { machineFeedBody, openedAnswer, openedFeed } from './update-feeds.schemas.js';

@Controller('api/v1/product/update-feeds')
@Public()
export class MachineFeedsApiController {
  constructor(
    private readonly callers: ProductCallers,
    private readonly openFeed: OpenMachineFeed,
    private readonly config: Config,
  ) {}

  @Post()
  @Describe({
    summary: 'Open the update feed of a machine',
    description:
      'The address that this machine asks for updates from now on, in place of the one it had; it ends with the ' +
      'installation. A machine with a key sends its UID along or signs the request.',
    tag: 'Product',
    status: 201,
    answer: openedFeed,
    problems: [401, 403, 404, 409],
    open: true,
  })
  async open(
    @Body({ schema: machineFeedBody }) body: z.output<typeof machineFeedBody>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { uid = null, channel, ...names } = body;
    const call = await this.callers.admitMachine('writes', names, request, reply);
    return this.callers.once(call, { request, reply }, async () =>
      openedAnswer(await this.openFeed.execute(call, { uid, channel }), this.config.publicUrl),
    );
  }
}
