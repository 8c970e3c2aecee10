import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { ownPath } from '../../../../platform/http/own-path.js';
import { seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ProveStepUp } from '../../application/step-up/prove-step-up.js';
import { refusedForm } from '../form-view.js';
import { originOf } from '../signing-in/origin.js';
import { PageSessions } from '../signing-in/page-sessions.js';
import { stepUpAddress, stepUpCodeForm, stepUpForm } from './step-up.schemas.js';
import { StepUpPages } from './step-up-pages.js';

/** Where a person proves themselves before an important action, and goes on with it. */
@Controller('step-up')
@AnyoneSignedIn()
export class StepUpPagesController {
  constructor(
    private readonly pages: StepUpPages,
    private readonly prove: ProveStepUp,
    private readonly sessions: PageSessions,
    private readonly readers: Readers,
    private readonly config: Config,
  ) {}

  @Get()
  show(@Query({ schema: stepUpAddress }) asked: z.output<typeof stepUpAddress>, @Req() request: Request) {
    return this.pages.show(request, asked);
  }

  @Post('code')
  async code(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      stepUpCodeForm,
      body,
      (asked) => this.pages.sendCode(request, asked),
      (refusal) => this.pages.again(request, body, refusedForm(refusal, t)),
    );
  }

  @Post()
  async give(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      stepUpForm,
      body,
      async ({ next, back: _, ...proof }) => {
        const actor = signedInOf(request);
        await this.prove.execute(actor, proof, originOf(request, this.config));
        await this.sessions.renew(reply, actor);
        return seeOther(ownPath(next, '/account'));
      },
      (refusal) => this.pages.again(request, body, refusedForm(refusal, t)),
    );
  }
}
