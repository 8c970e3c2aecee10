import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Public } from '../../../../platform/http/access.js';
import { ownPath } from '../../../../platform/http/own-path.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { SetFirstPassword } from '../../application/claims/set-first-password.js';
import { PasswordRules } from '../../application/passwords/password-rules.js';
import { SignInTickets } from '../../application/signing-in/sign-in-tickets.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { PageSessions } from '../signing-in/page-sessions.js';
import { newPasswordForm } from '../signing-in/sign-in.forms.js';
import { rulesView } from '../signing-in/sign-in.views.js';

@Controller('sign-in/set-password')
@Public()
export class FirstPasswordPagesController {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly firstPassword: SetFirstPassword,
    private readonly rules: PasswordRules,
    private readonly sessions: PageSessions,
    private readonly readers: Readers,
  ) {}

  @Get()
  async show(@Req() request: Request) {
    if (!(await this.isDue(request))) return seeOther('/sign-in');
    return this.form(request, emptyForm());
  }

  @Post()
  async set(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    if (!(await this.isDue(request))) return seeOther('/sign-in?expired=1');
    const { t } = this.readers.of(request);
    return submit(
      newPasswordForm,
      body,
      ({ password }) => this.claim(password, request, reply),
      (refusal) => this.form(request, refusedForm(refusal, t)),
    );
  }

  private async claim(password: string, request: Request, reply: Reply) {
    const ticket = this.sessions.ticketOf(request);
    const face = this.sessions.face(request);
    const first = await this.firstPassword.execute({ ticket, password, face });
    await this.sessions.open(reply, first.session);
    const codes = first.recoveryCodes;
    return page('identity/recovery-codes', {
      codes,
      text: codes.join('\n'),
      continueHref: first.proofDue ? '/claim' : ownPath(first.returnTo ?? undefined),
      proofDue: first.proofDue,
    });
  }

  private isDue(request: Request): Promise<boolean> {
    return this.tickets.read(this.sessions.ticketOf(request), 'set-password').then(
      () => true,
      () => false,
    );
  }

  private form(request: Request, form: FormView) {
    const { t } = this.readers.of(request);
    return page('identity/set-password', { form, ...rulesView(this.rules.sheet(), t) });
  }
}
