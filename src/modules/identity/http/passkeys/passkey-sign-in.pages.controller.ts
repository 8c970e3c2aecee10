import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { Public } from '../../../../platform/http/access.js';
import { ownPath } from '../../../../platform/http/own-path.js';
import { seeOther, submit } from '../../../../platform/http/pages.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { SignInWithPasskey } from '../../application/passkeys/sign-in-with-passkey.js';
import { PageSessions } from '../signing-in/page-sessions.js';
import { cardOf, SignInCard } from '../signing-in/sign-in-card.js';
import { passkeySignInForm } from './passkeys.forms.js';

@Controller('sign-in/passkey')
@Public()
export class PasskeySignInPagesController {
  constructor(
    private readonly signIn: SignInWithPasskey,
    private readonly sessions: PageSessions,
    private readonly card: SignInCard,
  ) {}

  @Post()
  enter(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    return submit(
      passkeySignInForm,
      body,
      async ({ answer, next, slug = null }) => {
        const face = { ...this.sessions.face(request), slug };
        const session = await this.signIn.execute({ answer, face });
        await this.sessions.open(reply, session);
        return seeOther(ownPath(next));
      },
      (refusal) => {
        const passkeyRefused = refusal.message ?? refusal.summary[0]?.message ?? null;
        return this.card.show({ ...cardOf(refusal), passkeyRefused });
      },
    );
  }
}
