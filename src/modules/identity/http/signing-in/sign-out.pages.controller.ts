import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { page, seeOther } from '../../../../platform/http/pages.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { EndSessions } from '../../application/sessions/end-sessions.js';
import { PageSessions } from './page-sessions.js';

/** Signing out, and the two pages for people who cannot get in. */
@Controller()
@Public()
export class SignOutPagesController {
  constructor(
    private readonly ending: EndSessions,
    private readonly sessions: PageSessions,
    private readonly config: Config,
  ) {}

  @Post('sign-out')
  async signOut(@Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { actor } = request;
    if (actor.kind === 'customer' || actor.kind === 'staff') await this.ending.execute(actor, 'this');
    this.sessions.close(reply);
    return seeOther('/sign-in', { kind: 'success', key: 'identity.flash.signed-out' });
  }

  @Get('contact')
  contact() {
    return page('identity/contact', { email: this.config.supportEmail });
  }
}
