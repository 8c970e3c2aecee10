import { Controller, Post, Req, Res } from '@nestjs/common';
import { Public } from '../../../../platform/http/access.js';
import { page, press } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { StartOver } from '../../application/claims/start-over.js';
import { refusedForm } from '../form-view.js';
import { PageSessions } from '../signing-in/page-sessions.js';
import { PageSignIn } from '../signing-in/page-sign-in.js';

/** From a password that is not, or no longer, the person's own. */
@Controller('sign-in/start-over')
@Public()
export class StartOverPagesController {
  constructor(
    private readonly startOver: StartOver,
    private readonly sessions: PageSessions,
    private readonly signIn: PageSignIn,
    private readonly readers: Readers,
  ) {}

  @Post()
  async start(@Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return press(
      async () => this.signIn.toStep(reply, await this.startOver.execute(this.sessions.ticketOf(request))),
      (refusal) => page('identity/password', { form: refusedForm(refusal, t), step: null }),
    );
  }
}
