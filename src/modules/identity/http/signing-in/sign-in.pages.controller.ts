import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { ownPath } from '../../../../platform/http/own-path.js';
import { seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { StartSerialSignIn } from '../../application/signing-in/start-serial-sign-in.js';
import { emptyForm, refusedForm } from '../form-view.js';
import { originOf } from './origin.js';
import { PageSignIn } from './page-sign-in.js';
import { loginForm, serialForm, signInAddress } from './sign-in.forms.js';
import { cardOf, SignInCard } from './sign-in-card.js';

@Controller('sign-in')
@Public()
export class SignInPagesController {
  constructor(
    private readonly serial: StartSerialSignIn,
    private readonly signIn: PageSignIn,
    private readonly card: SignInCard,
    private readonly readers: Readers,
    private readonly config: Config,
  ) {}

  @Get()
  show(@Query({ schema: signInAddress }) asked: z.output<typeof signInAddress>, @Req() request: Request) {
    const next = ownPath(asked.next);
    if (request.actor.kind === 'customer' || request.actor.kind === 'staff') return seeOther(next);
    const { t } = this.readers.of(request);
    const serial = emptyForm({ serialNumber: asked.serial, uid: asked.uid });
    return this.card.show({ next, serial, notice: asked.expired ? t('identity.signIn.expired') : null });
  }

  @Post()
  async login(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      loginForm,
      body,
      (input) => this.signIn.withLogin(input, request, reply),
      (refusal) => this.card.show({ ...cardOf(refusal), login: refusedForm(refusal, t) }),
    );
  }

  @Post('serial')
  async start(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      serialForm,
      body,
      async ({ serialNumber, uid, next }) => {
        const origin = originOf(request, this.config);
        const returnTo = ownPath(next);
        const step = await this.serial.execute({ serialNumber, uid, origin, returnTo });
        return this.signIn.toStep(reply, step);
      },
      (refusal) => this.card.show({ ...cardOf(refusal), serial: refusedForm(refusal, t) }),
    );
  }
}
