import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { DecideInvitationRequest } from '../../application/organizations/decide-invitation-request.js';
import { ListInvitationRequests } from '../../application/organizations/list-invitation-requests.js';
import { approval, invitationRequestList } from './domains.schemas.js';
import { managing } from './managing.js';
import { invitationQuery } from './organization.schemas.js';

const refused = [401, 403, 404, 409];

@Controller('api/v1/organization/invitation-requests')
@SignedIn('organization.manage')
export class InvitationRequestsApiController {
  constructor(
    private readonly requests: ListInvitationRequests,
    private readonly decide: DecideInvitationRequest,
  ) {}

  @Get()
  @Describe({
    summary: 'List who waits for an invitation',
    description: 'People whom your organization invited, or whose address is at one of its domains.',
    tag: 'Organization',
    answer: invitationRequestList,
    problems: [401, 403],
  })
  async list(
    @Customer() actor: CustomerActor,
    @Query({ schema: invitationQuery }) query: z.output<typeof invitationQuery>,
  ) {
    return this.requests.execute(actor.organizationId, query);
  }

  @Post(':id/approve')
  @Describe({
    summary: 'Approve a request for an invitation',
    description: 'Sends the invitation, or sends it again with a new link.',
    tag: 'Organization',
    status: 204,
    answer: null,
    problems: refused,
  })
  async approve(
    @Customer() actor: CustomerActor,
    @IdParam() requestId: string,
    @Body({ schema: approval }) { role }: z.output<typeof approval>,
  ) {
    await this.decide.approve(managing(actor), { requestId, role });
  }

  @Post(':id/decline')
  @Describe({
    summary: 'Decline a request for an invitation',
    description: 'Nobody is told.',
    tag: 'Organization',
    status: 204,
    answer: null,
    problems: refused,
  })
  async decline(@Customer() actor: CustomerActor, @IdParam() id: string) {
    await this.decide.decline(managing(actor), id);
  }
}
