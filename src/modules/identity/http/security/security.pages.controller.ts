import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { page } from '../../../../platform/http/pages.js';
import { type ListQuery, listQuery, nextHref } from '../../../../platform/http/paging.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { ListSecurityEvents } from '../../application/security/list-security-events.js';
import { ReportIntrusion } from '../../application/security/report-intrusion.js';
import { PageSessions } from '../signing-in/page-sessions.js';
import { eventView } from './security.views.js';

@Controller('account/security')
@AnyoneSignedIn()
export class SecurityPagesController {
  constructor(
    private readonly listEvents: ListSecurityEvents,
    private readonly report: ReportIntrusion,
    private readonly sessions: PageSessions,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Query({ schema: listQuery }) query: ListQuery, @Req() request: Request) {
    const { items, nextCursor } = await this.listEvents.execute(signedInOf(request), query);
    const reader = this.readers.of(request);
    const events = items.map((entry) => eventView(entry, reader));
    return page('identity/security', { events, nextHref: nextHref('/account/security', nextCursor) });
  }

  @Get('not-me')
  confirm() {
    return page('identity/not-me-signed-in', {});
  }

  @Post('not-me')
  async close(@Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    await this.report.execute(signedInOf(request));
    this.sessions.close(reply);
    return page('identity/not-me-done', {});
  }
}
