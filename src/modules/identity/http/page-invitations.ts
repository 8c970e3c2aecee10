import { Injectable } from '@nestjs/common';
import type { SeeOther } from '../../../platform/http/pages.js';
import type { Reply, Request } from '../../../platform/http/request.js';
import { AcceptInvitation } from '../application/accept-invitation.js';
import { PasswordRules, type RuleSheet } from '../application/password-rules.js';
import { type InvitationLink, ShowLink } from '../application/show-link.js';
import { originOf } from './origin.js';
import { PageSessions } from './page-sessions.js';
import { PageSignIn } from './page-sign-in.js';

/** Accepting an invitation in the browser, which ends signed in. */
@Injectable()
export class PageInvitations {
  constructor(
    private readonly acceptInvitation: AcceptInvitation,
    private readonly links: ShowLink,
    private readonly rules: PasswordRules,
    private readonly sessions: PageSessions,
    private readonly signIn: PageSignIn,
  ) {}

  show(token: string): Promise<InvitationLink | null> {
    return this.links.invitation(token);
  }

  sheet(): RuleSheet {
    return this.rules.sheet();
  }

  async accept(
    input: { readonly token: string; readonly password: string },
    request: Request,
    reply: Reply,
  ): Promise<SeeOther> {
    const { token, password } = input;
    const origin = originOf(request, this.signIn.config);
    const face = this.sessions.face(request);
    return this.signIn.finish(reply, await this.acceptInvitation.execute({ token, password, origin, face }));
  }
}
