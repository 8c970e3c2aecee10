import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Public } from '../../../../platform/http/access.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ProveContest } from '../../application/claims/prove-contest.js';
import { RequestContestCode } from '../../application/claims/request-contest-code.js';
import { emptyForm, refusedForm } from '../form-view.js';
import { PageSessions } from '../signing-in/page-sessions.js';
import { PageSignIn } from '../signing-in/page-sign-in.js';
import { codeForm } from '../signing-in/sign-in.forms.js';

/** "I bought this license, and somebody else claimed it" (ruling C2). */
@Controller('sign-in/contest')
@Public()
export class ContestPagesController {
  constructor(
    private readonly prove: ProveContest,
    private readonly requestCode: RequestContestCode,
    private readonly sessions: PageSessions,
    private readonly signIn: PageSignIn,
    private readonly readers: Readers,
  ) {}

  @Get()
  show(@Req() request: Request) {
    if (this.sessions.ticketOf(request) === '') return seeOther('/sign-in');
    return page('identity/contest', { form: emptyForm() });
  }

  @Post()
  async enter(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      codeForm,
      body,
      async ({ code }) => {
        const ticket = this.sessions.ticketOf(request);
        return this.signIn.toStep(reply, await this.prove.execute({ ticket, code }));
      },
      (refusal) => page('identity/contest', { form: refusedForm(refusal, t) }),
    );
  }

  @Post('mail')
  async mail(@Req() request: Request) {
    await this.requestCode.execute(this.sessions.ticketOf(request));
    return seeOther('/sign-in/contest', { kind: 'success', key: 'claims.flash.contest-code' });
  }
}
