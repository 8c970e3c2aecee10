import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { AnyoneSignedIn, Public } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { type ListQuery, listQuery } from '../../../../platform/http/paging.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { deviceWords } from '../../application/security/device-words.js';
import { ListSecurityEvents } from '../../application/security/list-security-events.js';
import { ReportIntrusion } from '../../application/security/report-intrusion.js';
import { intrusionReport, securityEvents } from './security.schemas.js';
import { eventWords } from './security.views.js';

@Controller('api/v1')
export class SecurityApiController {
  constructor(
    private readonly listEvents: ListSecurityEvents,
    private readonly report: ReportIntrusion,
    private readonly readers: Readers,
  ) {}

  @Get('me/security-events')
  @AnyoneSignedIn()
  @Describe({
    summary: 'List what happened to your account',
    description: 'Sign-ins, refused ones, and changes of how you sign in, the newest first.',
    tag: 'Account',
    answer: securityEvents,
    problems: [401, 403],
  })
  async list(@Query({ schema: listQuery }) query: ListQuery, @Req() request: Request) {
    const { items, nextCursor } = await this.listEvents.execute(signedInOf(request), query);
    const { t } = this.readers.of(request);
    return {
      items: items.map(({ userAgent, at, ...event }) => ({
        ...event,
        at: at.toISOString(),
        description: eventWords(event.action, t),
        device: deviceWords(userAgent),
      })),
      nextCursor,
    };
  }

  @Post('me/intrusion')
  @AnyoneSignedIn()
  @Describe({
    summary: 'Report that somebody else used your account',
    description:
      'Ends every session, this one too, voids links, tokens and passkeys, makes the password useless until a new one is set, and opens an urgent request.',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401, 403],
  })
  async reportMine(@Req() request: Request) {
    await this.report.execute(signedInOf(request));
  }

  @Post('intrusion')
  @Public()
  @Describe({
    summary: 'Report an intrusion by the link of a notice',
    description: 'Does the same with the token of the link, without signing in. It works once, for 7 days.',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [410],
    open: true,
  })
  async reportByLink(@Body({ schema: intrusionReport }) body: z.output<typeof intrusionReport>) {
    await this.report.byLink(body.token);
  }
}
