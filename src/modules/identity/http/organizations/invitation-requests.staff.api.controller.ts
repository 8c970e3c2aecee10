import { Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Staff } from '../../../../platform/http/access.js';
import { StaffMember } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { DecideInvitationRequest } from '../../application/organizations/decide-invitation-request.js';
import { ListInvitationRequests } from '../../application/organizations/list-invitation-requests.js';
import { invitationRequestList } from './domains.schemas.js';
import { invitationQuery } from './organization.schemas.js';

@Controller('api/v1/staff/invitation-requests')
@Staff('staff.customers')
export class InvitationRequestsStaffApiController {
  constructor(
    private readonly requests: ListInvitationRequests,
    private readonly decide: DecideInvitationRequest,
  ) {}

  @Get()
  @Describe({
    summary: 'List requests for invitations that name no customer',
    description: 'Inviting the address to a customer answers its request.',
    tag: 'Staff',
    answer: invitationRequestList,
    problems: [401, 403],
  })
  async list(@Query({ schema: invitationQuery }) query: z.output<typeof invitationQuery>) {
    return this.requests.execute(null, query);
  }

  @Post(':id/decline')
  @Describe({
    summary: 'Decline a request for an invitation',
    tag: 'Staff',
    status: 204,
    answer: null,
    problems: [401, 403, 404, 409],
  })
  async decline(@StaffMember() actor: StaffActor, @IdParam() id: string) {
    await this.decide.decline({ actor, organizationId: null }, id);
  }
}
