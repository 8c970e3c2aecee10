import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { ownPath } from '../../../../platform/http/own-path.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { EnterSecondFactor } from '../../application/signing-in/enter-second-factor.js';
import { emptyForm, refusedForm } from '../form-view.js';
import { originOf } from './origin.js';
import { PageSessions } from './page-sessions.js';
import { codeForm } from './sign-in.forms.js';

@Controller('sign-in/mfa')
@Public()
export class SecondFactorPagesController {
  constructor(
    private readonly secondFactor: EnterSecondFactor,
    private readonly sessions: PageSessions,
    private readonly readers: Readers,
    private readonly config: Config,
  ) {}

  @Get()
  show(@Req() request: Request) {
    if (this.sessions.ticketOf(request) === '') return seeOther('/sign-in');
    return page('identity/mfa', { form: emptyForm() });
  }

  @Post()
  async enter(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      codeForm,
      body,
      ({ code }) => this.finish(code, request, reply),
      (refusal) => page('identity/mfa', { form: refusedForm(refusal, t) }),
    );
  }

  private async finish(code: string, request: Request, reply: Reply) {
    const about = { origin: originOf(request, this.config), face: this.sessions.face(request) };
    const ticket = this.sessions.ticketOf(request);
    const { session, returnTo } = await this.secondFactor.execute({ ticket, code, ...about });
    await this.sessions.open(reply, session);
    return seeOther(ownPath(returnTo ?? undefined));
  }
}
