import { Body, Controller, Delete, Get, Post, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { z } from 'zod';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { BundleDesk } from './bundle-desk.js';
import { BundleSender } from './bundle-sender.js';
import { answerOf, bundleAnswer, bundleList, bundleWish } from './bundles.schemas.js';

@Controller('api/v1/bundles')
@SignedIn('downloads.read')
export class BundlesApiController {
  constructor(
    private readonly desk: BundleDesk,
    private readonly sender: BundleSender,
    private readonly readers: Readers,
  ) {}

  @Get()
  @Describe({
    summary: 'List your bundles for machines without internet',
    tag: 'Downloads',
    answer: bundleList,
    problems: [401, 403],
  })
  async list(@Req() request: Request) {
    return { items: (await this.desk.bundles.list(customerOf(request))).map(answerOf) };
  }

  @Post()
  @Describe({
    summary: 'Ask for a bundle of a release',
    description:
      'One tar archive with the files of a platform, the notes, the help articles, the license files of machines without internet (for who manages licenses), a signed manifest and SHA256SUMS. It is packed in the background: ask for its status until it is ready. The same wish gets the bundle that is there.',
    tag: 'Downloads',
    status: 202,
    answer: bundleAnswer,
    problems: [401, 403, 404, 409],
  })
  async ask(@Body({ schema: bundleWish }) wish: z.output<typeof bundleWish>, @Req() request: Request) {
    const actor = customerOf(request);
    const id = await this.desk.request.execute(actor, wish, this.readers.of(request));
    return answerOf(await this.desk.bundles.one(actor, id));
  }

  @Get(':id')
  @Describe({
    summary: 'Show a bundle and how far it is',
    tag: 'Downloads',
    answer: bundleAnswer,
    problems: [401, 403, 404],
  })
  async one(@IdParam() id: string, @Req() request: Request) {
    return answerOf(await this.desk.bundles.one(customerOf(request), id));
  }

  @Delete(':id')
  @Describe({
    summary: 'Discard a bundle',
    description: 'It makes room for another one.',
    tag: 'Downloads',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async discard(@IdParam() id: string, @Req() request: Request): Promise<void> {
    await this.desk.discard.execute(customerOf(request), id);
  }

  @Get(':id/content')
  @ApiProduces('application/x-tar')
  @Describe({
    summary: 'Download a bundle',
    description:
      'The archive, also by Range (206) and If-Range; 304 for If-None-Match; HEAD for the headers alone. What the license covers is decided at every request.',
    tag: 'Downloads',
    answer: null,
    problems: [401, 403, 404, 409, 416],
  })
  async content(@IdParam() id: string, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const bundle = await this.desk.open.execute(customerOf(request), id, this.readers.of(request));
    return this.sender.send(bundle, request, reply);
  }
}
