import { Controller, Delete, Get, Req } from '@nestjs/common';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { EndSessions } from '../../application/sessions/end-sessions.js';
import { ListSessions } from '../../application/sessions/list-sessions.js';
import { sessions } from './sessions.schemas.js';
import { sessionAnswer } from './sessions.views.js';

@Controller('api/v1/me/sessions')
@AnyoneSignedIn()
export class SessionsApiController {
  constructor(
    private readonly list: ListSessions,
    private readonly ending: EndSessions,
    private readonly readers: Readers,
  ) {}

  @Get()
  @Describe({
    summary: 'List your sessions',
    description: 'Those that still hold, the one used last first; 100 at most.',
    tag: 'Account',
    answer: sessions,
    problems: [401, 403],
  })
  async all(@Req() request: Request) {
    const entries = await this.list.execute(signedInOf(request));
    const reader = this.readers.of(request);
    return { items: entries.map((entry) => sessionAnswer(entry, request.ip, reader)) };
  }

  @Delete()
  @Describe({
    summary: 'End your other sessions',
    description: 'All but the session of this request, at once.',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401, 403],
  })
  async endOthers(@Req() request: Request) {
    await this.ending.execute(signedInOf(request), 'others');
  }

  @Delete(':id')
  @Describe({
    summary: 'End one of your sessions',
    description: 'Its cookie, access tokens and refresh tokens stop working at once.',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async end(@IdParam() id: string, @Req() request: Request) {
    await this.ending.execute(signedInOf(request), { id });
  }
}
