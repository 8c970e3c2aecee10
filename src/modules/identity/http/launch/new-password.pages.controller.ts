import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Public } from '../../../../platform/http/access.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { SignInWithNewPassword } from '../../application/launch/sign-in-with-new-password.js';
import { PasswordRules } from '../../application/passwords/password-rules.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { originOf } from '../signing-in/origin.js';
import { PageSessions } from '../signing-in/page-sessions.js';
import { PageSignIn } from '../signing-in/page-sign-in.js';
import { newPasswordForm } from '../signing-in/sign-in.forms.js';
import { rulesView } from '../signing-in/sign-in.views.js';

/** A new password after a launch, in place of a forgotten one (ruling C3). */
@Controller('sign-in/new-password')
@Public()
export class NewPasswordPagesController {
  constructor(
    private readonly newPassword: SignInWithNewPassword,
    private readonly rules: PasswordRules,
    private readonly sessions: PageSessions,
    private readonly signIn: PageSignIn,
    private readonly readers: Readers,
  ) {}

  @Get()
  show(@Req() request: Request) {
    if (this.sessions.ticketOf(request) === '') return seeOther('/sign-in');
    return this.form(request, emptyForm());
  }

  @Post()
  async set(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      newPasswordForm,
      body,
      async ({ password }) => {
        const ticket = this.sessions.ticketOf(request);
        const about = { origin: originOf(request, this.signIn.config), face: this.sessions.face(request) };
        return this.signIn.finish(reply, await this.newPassword.execute({ ticket, password, ...about }));
      },
      (refusal) => this.form(request, refusedForm(refusal, t)),
    );
  }

  private form(request: Request, form: FormView) {
    const { t } = this.readers.of(request);
    return page('identity/new-password', { form, ...rulesView(this.rules.sheet(), t) });
  }
}
