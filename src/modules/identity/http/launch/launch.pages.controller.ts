import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { page, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { StartLaunch } from '../../application/launch/start-launch.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { originOf } from '../signing-in/origin.js';
import { PageSignIn } from '../signing-in/page-sign-in.js';
import { launchBody } from './launch.schemas.js';

/** Where the product's button leads. The token stands in the fragment, which no server and no log sees (row ID-1). */
@Controller('launch')
@Public()
export class LaunchPagesController {
  constructor(
    private readonly launch: StartLaunch,
    private readonly signIn: PageSignIn,
    private readonly readers: Readers,
    private readonly config: Config,
  ) {}

  @Get()
  show() {
    return this.page(emptyForm());
  }

  @Post()
  async take(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      launchBody,
      body,
      async ({ token }) => {
        const origin = originOf(request, this.config);
        return this.signIn.toStep(reply, await this.launch.execute({ token, origin }));
      },
      (refusal) => this.page(refusedForm(refusal, t)),
    );
  }

  private page(form: FormView) {
    return page('identity/launch', { form }, 200, { 'referrer-policy': 'no-referrer' });
  }
}
