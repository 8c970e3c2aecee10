import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { ownPath } from '../../../../platform/http/own-path.js';
import { type SeeOther, seeOther } from '../../../../platform/http/pages.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import {
  CompleteFirstFactor,
  type SignInOutcome,
} from '../../application/signing-in/complete-first-factor.js';
import { originOf } from './origin.js';
import { PageSessions } from './page-sessions.js';
import { PasswordStrategy } from './password.strategy.js';
import type { loginForm } from './sign-in.forms.js';

/** What the pages of signing in have in common: cookies, and where to go next. */
@Injectable()
export class PageSignIn {
  constructor(
    private readonly sessions: PageSessions,
    private readonly passwords: PasswordStrategy,
    private readonly complete: CompleteFirstFactor,
    readonly config: Config,
  ) {}

  async withLogin(input: z.output<typeof loginForm>, request: Request, reply: Reply): Promise<SeeOther> {
    const { login, password, remember, next, slug = null } = input;
    const holder = await this.passwords.check({ login, password, origin: originOf(request, this.config) });
    if ('invitationToken' in holder) return seeOther(`/invitation?token=${holder.invitationToken}`);
    const face = { ...this.sessions.face(request, remember === 'true'), slug };
    return this.finish(reply, await this.complete.execute({ holder, face, returnTo: ownPath(next) }));
  }

  /** Signed in: to where the person wanted. One more factor due: to its page. */
  async finish(reply: Reply, outcome: SignInOutcome): Promise<SeeOther> {
    if (outcome.next === 'mfa') return this.toStep(reply, outcome);
    await this.sessions.open(reply, outcome.session);
    return seeOther(ownPath(outcome.returnTo ?? undefined));
  }

  toStep(
    reply: Reply,
    step: { next: 'set-password' | 'password' | 'mfa' | 'contest' | 'new-password'; ticket: string },
  ): SeeOther {
    this.sessions.step(reply, step.ticket);
    return seeOther(`/sign-in/${step.next}`);
  }
}
