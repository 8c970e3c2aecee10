import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { BundleDesk } from './bundle-desk.js';
import { BundleSender } from './bundle-sender.js';
import { bundleFormQuery, bundleWish } from './bundles.schemas.js';
import { bundleFormView, bundlesView, bundleView } from './bundles.views.js';

const path = '/downloads/bundles';

@ApiExcludeController()
@Controller('downloads/bundles')
@SignedIn('downloads.read')
export class BundlesPagesController {
  constructor(
    private readonly desk: BundleDesk,
    private readonly sender: BundleSender,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Req() request: Request) {
    const bundles = await this.desk.bundles.list(customerOf(request));
    return page('downloads/bundles', bundlesView(bundles, this.readers.of(request)));
  }

  @Get('new')
  async form(
    @Query({ schema: bundleFormQuery }) { release }: z.output<typeof bundleFormQuery>,
    @Req() request: Request,
  ) {
    return release ? this.formPage(release, request, null) : seeOther('/downloads');
  }

  @Post()
  async ask(@Body() body: Record<string, unknown> | undefined, @Req() request: Request) {
    return submit(
      bundleWish,
      body,
      async (wish) => {
        const actor = customerOf(request);
        return seeOther(`${path}/${await this.desk.request.execute(actor, wish, this.readers.of(request))}`);
      },
      (refusal) => this.formPage(String(body?.releaseId ?? ''), request, refusal),
    );
  }

  @Get(':id')
  async show(@IdParam() id: string, @Req() request: Request) {
    const bundle = await this.desk.bundles.one(customerOf(request), id);
    // Reloads where no script does; those who read it with one get the part that changes.
    const headers: Record<string, string> = bundle.status === 'building' ? { refresh: '10' } : {};
    return page('downloads/bundle', bundleView(bundle, this.readers.of(request)), 200, headers);
  }

  @Post(':id/discard')
  async discard(@IdParam() id: string, @Req() request: Request) {
    await this.desk.discard.execute(customerOf(request), id);
    return seeOther(path, { kind: 'success', key: 'bundles.discarded' });
  }

  @Get(':id/content')
  async content(@IdParam() id: string, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const bundle = await this.desk.open.execute(customerOf(request), id, this.readers.of(request));
    return this.sender.send(bundle, request, reply);
  }

  private async formPage(releaseId: string, request: Request, refusal: Refusal | null) {
    const reader = this.readers.of(request);
    const form = await this.desk.form.execute(customerOf(request), releaseId, reader);
    return page('downloads/bundle-new', bundleFormView(form, refusal, reader));
  }
}
