import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { StaffActor } from '../../../../kernel/actor.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { Staff } from '../../../../platform/http/access.js';
import { StaffMember } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { InvitationDesk } from '../../application/organizations/invitation-desk.js';
import { ListInvitations } from '../../application/organizations/list-invitations.js';
import { managingAsStaff } from './managing.js';
import {
  correctedAddress,
  invitation,
  invitationAnswer,
  invitationList,
  invitationQuery,
  newInvitation,
  staffInvitationAnswer,
  staffInvitationList,
  staffInvitationQuery,
} from './organization.schemas.js';

const refused = [401, 403, 404, 409];

@Controller('api/v1/staff')
@Staff('staff.customers')
export class InvitationsStaffApiController {
  constructor(
    private readonly invitations: ListInvitations,
    private readonly desk: InvitationDesk,
  ) {}

  @Get('invitations')
  @Describe({
    summary: 'List invitations of all customers',
    tag: 'Staff',
    answer: staffInvitationList,
    problems: [401, 403],
  })
  async all(@Query({ schema: staffInvitationQuery }) query: z.output<typeof staffInvitationQuery>) {
    const { items, nextCursor } = await this.invitations.everywhere(query.query, query);
    return { items: items.map(staffInvitationAnswer), nextCursor };
  }

  @Get('customers/:id/invitations')
  @Describe({
    summary: 'List invitations of a customer',
    tag: 'Staff',
    answer: invitationList,
    problems: [401, 403],
  })
  async list(
    @IdParam() id: string,
    @Query({ schema: invitationQuery }) query: z.output<typeof invitationQuery>,
  ) {
    const { items, nextCursor } = await this.invitations.of(id as OrganizationId, query);
    return { items: items.map(invitationAnswer), nextCursor };
  }

  @Post('customers/:id/invitations')
  @Describe({
    summary: 'Invite somebody to a customer',
    tag: 'Staff',
    status: 201,
    answer: invitation,
    problems: refused,
  })
  async invite(
    @StaffMember() actor: StaffActor,
    @IdParam() id: string,
    @Body({ schema: newInvitation }) body: z.output<typeof newInvitation>,
  ) {
    const { invitationId } = await this.desk.invite(managingAsStaff(actor, id), body);
    return this.shown(id, invitationId);
  }

  @Post('customers/:id/invitations/:invitationId/resend')
  @Describe({ summary: 'Send an invitation again', tag: 'Staff', answer: invitation, problems: refused })
  async resend(
    @StaffMember() actor: StaffActor,
    @IdParam() id: string,
    @IdParam('invitationId') invitationId: string,
  ) {
    await this.desk.resend(managingAsStaff(actor, id), invitationId);
    return this.shown(id, invitationId);
  }

  @Post('customers/:id/invitations/:invitationId/correct')
  @Describe({
    summary: 'Correct the address of an invitation',
    tag: 'Staff',
    answer: invitation,
    problems: refused,
  })
  async correct(
    @StaffMember() actor: StaffActor,
    @IdParam() id: string,
    @IdParam('invitationId') invitationId: string,
    @Body({ schema: correctedAddress }) { email }: z.output<typeof correctedAddress>,
  ) {
    await this.desk.correct(managingAsStaff(actor, id), { invitationId, email });
    return this.shown(id, invitationId);
  }

  @Post('customers/:id/invitations/:invitationId/revoke')
  @Describe({ summary: 'Revoke an invitation', tag: 'Staff', answer: invitation, problems: refused })
  async revoke(
    @StaffMember() actor: StaffActor,
    @IdParam() id: string,
    @IdParam('invitationId') invitationId: string,
  ) {
    await this.desk.revoke(managingAsStaff(actor, id), invitationId);
    return this.shown(id, invitationId);
  }

  private async shown(organizationId: string, invitationId: string) {
    return invitationAnswer(await this.invitations.one(organizationId as OrganizationId, invitationId));
  }
}
