import { Controller, Post, Req } from '@nestjs/common';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { seeOther } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { EndSessions } from '../../application/sessions/end-sessions.js';

@Controller('account')
@AnyoneSignedIn()
export class AccountSessionsPagesController {
  constructor(private readonly ending: EndSessions) {}

  @Post('sessions/end-others')
  async endOthers(@Req() request: Request) {
    await this.ending.execute(signedInOf(request), 'others');
    return seeOther('/account', { kind: 'success', key: 'identity.flash.sessions-ended' });
  }

  @Post('sessions/:id/end')
  async end(@IdParam() id: string, @Req() request: Request) {
    await this.ending.execute(signedInOf(request), { id });
    return seeOther('/account', { kind: 'success', key: 'identity.flash.session-ended' });
  }
}
