import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { type AtDesk, InvitationDeskPages } from './invitation-desk-pages.js';
import { managing } from './managing.js';
import { listAddress } from './organization.forms.js';

@Controller('organization/invitations')
@SignedIn('organization.manage')
export class InvitationsPagesController {
  constructor(
    private readonly pages: InvitationDeskPages,
    private readonly readers: Readers,
  ) {}

  @Get()
  list(@Query({ schema: listAddress }) { cursor }: z.output<typeof listAddress>, @Req() request: Request) {
    return this.pages.list(this.desk(request), cursor);
  }

  @Get('new')
  blank(@Req() request: Request) {
    return this.pages.blank(this.desk(request));
  }

  @Post()
  invite(@Body() body: unknown, @Req() request: Request) {
    return this.pages.invite(this.desk(request), body);
  }

  @Get(':id')
  show(@IdParam() id: string, @Req() request: Request) {
    return this.pages.show(this.desk(request), id);
  }

  @Post(':id/resend')
  resend(@IdParam() id: string, @Req() request: Request) {
    return this.pages.resend(this.desk(request), id);
  }

  @Post(':id/correct')
  correct(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return this.pages.correct(this.desk(request), id, body);
  }

  @Post(':id/revoke')
  revoke(@IdParam() id: string, @Req() request: Request) {
    return this.pages.revoke(this.desk(request), id);
  }

  private desk(request: Request): AtDesk {
    const actor = customerOf(request);
    const place = { base: '/organization/invitations', organization: actor.organizationName, actor };
    return { managing: managing(actor), place, reader: this.readers.of(request) };
  }
}
