import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { People } from '../../../../platform/ports/people.js';
import { type AtDesk, InvitationDeskPages } from './invitation-desk-pages.js';
import { managingAsStaff } from './managing.js';
import { listAddress } from './organization.forms.js';

@Controller('admin/customers/:id/invitations')
@Staff('staff.customers')
export class InvitationsStaffPagesController {
  constructor(
    private readonly pages: InvitationDeskPages,
    private readonly people: People,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(
    @IdParam() id: string,
    @Query({ schema: listAddress }) { cursor }: z.output<typeof listAddress>,
    @Req() request: Request,
  ) {
    return this.pages.list(await this.desk(request, id), cursor);
  }

  @Get('new')
  async blank(@IdParam() id: string, @Req() request: Request) {
    return this.pages.blank(await this.desk(request, id));
  }

  @Post()
  async invite(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    return this.pages.invite(await this.desk(request, id), body);
  }

  @Get(':invitationId')
  async show(@IdParam() id: string, @IdParam('invitationId') one: string, @Req() request: Request) {
    return this.pages.show(await this.desk(request, id), one);
  }

  @Post(':invitationId/resend')
  async resend(@IdParam() id: string, @IdParam('invitationId') one: string, @Req() request: Request) {
    return this.pages.resend(await this.desk(request, id), one);
  }

  @Post(':invitationId/correct')
  async correct(
    @IdParam() id: string,
    @IdParam('invitationId') one: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    return this.pages.correct(await this.desk(request, id), one, body);
  }

  @Post(':invitationId/revoke')
  async revoke(@IdParam() id: string, @IdParam('invitationId') one: string, @Req() request: Request) {
    return this.pages.revoke(await this.desk(request, id), one);
  }

  /** @throws NotFound when there is no such customer */
  private async desk(request: Request, id: string): Promise<AtDesk> {
    const actor = staffOf(request);
    const organization = (await this.people.organizations([id as OrganizationId])).get(id as OrganizationId);
    if (organization === undefined) throw NotFound.of('customer');
    const place = { base: `/admin/customers/${id}/invitations`, organization, actor };
    return { managing: managingAsStaff(actor, id), place, reader: this.readers.of(request) };
  }
}
