import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { NotFound } from '../../../../kernel/errors.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { DecideInvitationRequest } from '../../application/organizations/decide-invitation-request.js';
import { ListInvitationRequests } from '../../application/organizations/list-invitation-requests.js';
import { requestsView } from './domains.views.js';
import { managing } from './managing.js';
import { listAddress, roleForm } from './organization.forms.js';

const path = '/organization/requests';

@Controller('organization/requests')
@SignedIn('organization.manage')
export class InvitationRequestsPagesController {
  constructor(
    private readonly requests: ListInvitationRequests,
    private readonly decide: DecideInvitationRequest,
    private readonly readers: Readers,
  ) {}

  @Get()
  list(@Query({ schema: listAddress }) { cursor }: z.output<typeof listAddress>, @Req() request: Request) {
    return this.page(request, cursor, null);
  }

  @Post(':id/approve')
  approve(@IdParam() requestId: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      roleForm,
      body,
      async ({ role }) => {
        await this.decide.approve(managing(customerOf(request)), { requestId, role });
        return seeOther(path, { kind: 'success', key: 'organization.flash.invited' });
      },
      ({ code, message, summary }) => {
        if (code === 'not-found') throw NotFound.of('request for an invitation');
        return this.page(request, undefined, message ?? summary[0]?.message ?? null);
      },
    );
  }

  @Post(':id/decline')
  async decline(@IdParam() id: string, @Req() request: Request) {
    await this.decide.decline(managing(customerOf(request)), id);
    return seeOther(path, { kind: 'success', key: 'organization.flash.declined' });
  }

  private async page(request: Request, cursor: string | undefined, message: string | null) {
    const actor = customerOf(request);
    const listing = await this.requests.execute(actor.organizationId, { limit: 25, cursor });
    return page('identity/requests', requestsView(listing, { actor, message }, this.readers.of(request)));
  }
}
