import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import type { SeeOther } from '../../../../platform/http/pages.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { type InvitationLink, ShowLink } from '../../application/links/show-link.js';
import { AcceptInvitation } from '../../application/organizations/accept-invitation.js';
import { PasswordRules, type RuleSheet } from '../../application/passwords/password-rules.js';
import { originOf } from '../signing-in/origin.js';
import { PageSessions } from '../signing-in/page-sessions.js';
import { PageSignIn } from '../signing-in/page-sign-in.js';

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
    input: { readonly token: string; readonly password: string; readonly mergeId: UserId | null },
    request: Request,
    reply: Reply,
  ): Promise<SeeOther> {
    const origin = originOf(request, this.signIn.config);
    const face = this.sessions.face(request);
    return this.signIn.finish(reply, await this.acceptInvitation.execute({ ...input, origin, face }));
  }
}
