import { Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, seeOther } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { DecideInvitationRequest } from '../../application/organizations/decide-invitation-request.js';
import { ListInvitationRequests } from '../../application/organizations/list-invitation-requests.js';
import { ListInvitations } from '../../application/organizations/list-invitations.js';
import { allInvitationsView } from './invitations.views.js';
import { searchAddress } from './organization.forms.js';

/** Invitations of all customers, and requests that name none of them (rows S3.51, S3.52). */
@Controller('admin/invitations')
@Staff('staff.customers')
export class InvitationsOverviewPagesController {
  constructor(
    private readonly invitations: ListInvitations,
    private readonly requests: ListInvitationRequests,
    private readonly decide: DecideInvitationRequest,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(
    @Query({ schema: searchAddress }) { query, cursor }: z.output<typeof searchAddress>,
    @Req() request: Request,
  ) {
    const [listing, waiting] = await Promise.all([
      this.invitations.everywhere(query, { limit: 25, cursor }),
      this.requests.execute(null, { limit: 25 }),
    ]);
    const about = { listing, waiting: waiting.items, query };
    return page('identity/all-invitations', allInvitationsView(about, this.readers.of(request)));
  }

  @Post('requests/:id/decline')
  async decline(@IdParam() id: string, @Req() request: Request) {
    await this.decide.decline({ actor: staffOf(request), organizationId: null }, id);
    return seeOther('/admin/invitations', { kind: 'success', key: 'organization.flash.declined' });
  }
}
