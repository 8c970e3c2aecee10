import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Public } from '../../../../platform/http/access.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ShowSerialStep } from '../../application/claims/show-serial-step.js';
import { SignInAfterSerial } from '../../application/signing-in/sign-in-after-serial.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { originOf } from './origin.js';
import { PageSessions } from './page-sessions.js';
import { PageSignIn } from './page-sign-in.js';
import { passwordForm } from './sign-in.forms.js';

/** The password of a license's key holder, after serial number + UID. */
@Controller('sign-in/password')
@Public()
export class SerialPasswordPagesController {
  constructor(
    private readonly afterSerial: SignInAfterSerial,
    private readonly sessions: PageSessions,
    private readonly signIn: PageSignIn,
    private readonly steps: ShowSerialStep,
    private readonly readers: Readers,
  ) {}

  @Get()
  async show(@Req() request: Request) {
    if (this.sessions.ticketOf(request) === '') return seeOther('/sign-in');
    return this.page(request, emptyForm());
  }

  @Post()
  async enter(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      passwordForm,
      body,
      async ({ password }) => {
        const about = { origin: originOf(request, this.signIn.config), face: this.sessions.face(request) };
        const ticket = this.sessions.ticketOf(request);
        return this.signIn.finish(reply, await this.afterSerial.execute({ ticket, password, ...about }));
      },
      (refusal) => this.page(request, refusedForm(refusal, t)),
    );
  }

  // A step that is over shows the bare form, whose answer says so.
  private async page(request: Request, form: FormView) {
    const step = await this.steps.execute(this.sessions.ticketOf(request)).catch(() => null);
    return page('identity/password', { form, step });
  }
}
