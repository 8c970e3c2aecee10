import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { ownPath } from '../../../../platform/http/own-path.js';
import { seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ProveWithPasskey } from '../../application/step-up/prove-with-passkey.js';
import { refusedForm } from '../form-view.js';
import { PageSessions } from '../signing-in/page-sessions.js';
import { StepUpPages } from '../step-up/step-up-pages.js';
import { passkeyStepUpForm } from './passkeys.forms.js';

@Controller('step-up/passkey')
@AnyoneSignedIn()
export class PasskeyStepUpPagesController {
  constructor(
    private readonly pages: StepUpPages,
    private readonly prove: ProveWithPasskey,
    private readonly sessions: PageSessions,
    private readonly readers: Readers,
  ) {}

  @Post()
  async give(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      passkeyStepUpForm,
      body,
      async ({ next, back: _, ...proof }) => {
        const actor = signedInOf(request);
        await this.prove.execute(actor, proof);
        await this.sessions.renew(reply, actor);
        return seeOther(ownPath(next, '/account'));
      },
      (refusal) => this.pages.again(request, body, refusedForm(refusal, t)),
    );
  }
}
