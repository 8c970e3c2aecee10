import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { ownPath } from '../../../../platform/http/own-path.js';
import { type Page, page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import type { GivenFactor } from '../../application/factors/take-factor.js';
import { EnterSecondFactor } from '../../application/signing-in/enter-second-factor.js';
import { ShowSecondStep } from '../../application/signing-in/show-second-step.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { secondStepForm, secondStepPasskeyForm } from '../passkeys/passkeys.forms.js';
import { originOf } from './origin.js';
import { PageSessions } from './page-sessions.js';

@Controller('sign-in/mfa')
@Public()
export class SecondFactorPagesController {
  constructor(
    private readonly secondFactor: EnterSecondFactor,
    private readonly step: ShowSecondStep,
    private readonly sessions: PageSessions,
    private readonly readers: Readers,
    private readonly config: Config,
  ) {}

  @Get()
  async show(@Req() request: Request) {
    if (this.sessions.ticketOf(request) === '') return seeOther('/sign-in');
    return this.form(request, emptyForm());
  }

  @Post()
  async enter(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      secondStepForm,
      body,
      ({ code, rememberDevice }) => this.finish({ code }, request, reply, rememberDevice === 'true'),
      (refusal) => this.form(request, refusedForm(refusal, t)),
    );
  }

  @Post('passkey')
  async passkey(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      secondStepPasskeyForm,
      body,
      ({ answer }) => this.finish({ passkey: answer }, request, reply, false),
      (refusal) => this.form(request, refusedForm(refusal, t)),
    );
  }

  private async finish(given: GivenFactor, request: Request, reply: Reply, rememberDevice: boolean) {
    const { session, returnTo, rememberedAs } = await this.secondFactor.execute({
      ticket: this.sessions.ticketOf(request),
      given,
      origin: originOf(request, this.config),
      face: this.sessions.face(request),
      rememberDevice,
    });
    await this.sessions.open(reply, session);
    if (rememberedAs !== null) this.sessions.rememberDevice(reply, rememberedAs);
    return seeOther(ownPath(returnTo ?? undefined));
  }

  private async form(request: Request, form: FormView): Promise<Page> {
    const { passkey, ...step } = await this.step.find(this.sessions.ticketOf(request));
    return page('identity/mfa', { form, ...step, options: passkey && JSON.stringify(passkey) });
  }
}
