import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { Public } from '../../../../platform/http/access.js';
import { ownPath } from '../../../../platform/http/own-path.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { RelyingParty } from '../../application/passkeys/relying-party.js';
import { SignInWithPasskey } from '../../application/passkeys/sign-in-with-passkey.js';
import { PageSessions } from '../signing-in/page-sessions.js';
import { signInView } from '../signing-in/sign-in.views.js';
import { passkeySignInForm } from './passkeys.forms.js';

@Controller('sign-in/passkey')
@Public()
export class PasskeySignInPagesController {
  constructor(
    private readonly signIn: SignInWithPasskey,
    private readonly sessions: PageSessions,
    private readonly party: RelyingParty,
  ) {}

  @Post()
  enter(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    return submit(
      passkeySignInForm,
      body,
      async ({ answer, next }) => {
        const session = await this.signIn.execute({ answer, face: this.sessions.face(request) });
        await this.sessions.open(reply, session);
        return seeOther(ownPath(next));
      },
      ({ values, message, summary }) => {
        const next = ownPath(typeof values.next === 'string' ? values.next : undefined);
        const passkeyRefused = message ?? summary[0]?.message ?? null;
        const view = signInView({ next, passkeys: this.party.isPossible });
        return page('identity/sign-in', { ...view, passkeyRefused });
      },
    );
  }
}
