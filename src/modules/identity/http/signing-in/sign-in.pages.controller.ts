import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { ownPath } from '../../../../platform/http/own-path.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { RelyingParty } from '../../application/passkeys/relying-party.js';
import { StartSerialSignIn } from '../../application/signing-in/start-serial-sign-in.js';
import { emptyForm, refusedForm } from '../form-view.js';
import { originOf } from './origin.js';
import { PageSignIn } from './page-sign-in.js';
import { loginForm, serialForm, signInAddress } from './sign-in.forms.js';
import { type SignInPage, signInView } from './sign-in.views.js';

// The address may hold a serial number and a UID: it is told to nobody (ruling C1).
const privately = { 'referrer-policy': 'no-referrer' };

@Controller('sign-in')
@Public()
export class SignInPagesController {
  constructor(
    private readonly serial: StartSerialSignIn,
    private readonly signIn: PageSignIn,
    private readonly readers: Readers,
    private readonly config: Config,
    private readonly party: RelyingParty,
  ) {}

  @Get()
  show(@Query({ schema: signInAddress }) asked: z.output<typeof signInAddress>, @Req() request: Request) {
    const next = ownPath(asked.next);
    if (request.actor.kind === 'customer' || request.actor.kind === 'staff') return seeOther(next);
    const { t } = this.readers.of(request);
    const serial = emptyForm({ serialNumber: asked.serial, uid: asked.uid });
    return this.page({ next, serial, notice: asked.expired ? t('identity.signIn.expired') : null });
  }

  @Post()
  async login(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      loginForm,
      body,
      (input) => this.signIn.withLogin(input, request, reply),
      (refusal) => this.page({ next: nextOf(refusal), login: refusedForm(refusal, t) }),
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
      (refusal) => this.page({ next: nextOf(refusal), serial: refusedForm(refusal, t) }),
    );
  }

  private page(about: Omit<SignInPage, 'passkeys'>) {
    const passkeys = this.party.isPossible;
    return page('identity/sign-in', signInView({ ...about, passkeys }), 200, privately);
  }
}

const nextOf = ({ values }: Refusal): string =>
  ownPath(typeof values.next === 'string' ? values.next : undefined);
