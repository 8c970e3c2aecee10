import { Body, Controller, Get, Post, Put, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Request } from '../../../../platform/http/request.js';
import { ChangeStaffRole } from '../../application/staff/change-staff-role.js';
import { InviteColleague } from '../../application/staff/invite-colleague.js';
import { type Colleague, ListStaff } from '../../application/staff/list-staff.js';
import { ManageStaffInvitation } from '../../application/staff/manage-staff-invitation.js';
import { colleague, colleagueList, invitationBody, roleBody } from './staff.schemas.js';

@Controller('api/v1/staff/accounts')
@Staff('staff.accounts')
export class StaffApiController {
  constructor(
    private readonly listStaff: ListStaff,
    private readonly inviteColleague: InviteColleague,
    private readonly invitations: ManageStaffInvitation,
    private readonly changeRole: ChangeStaffRole,
  ) {}

  @Get()
  @Describe({ summary: 'List staff accounts', tag: 'Staff', answer: colleagueList, problems: [401, 403] })
  async list() {
    return { items: (await this.listStaff.execute()).map(answer), nextCursor: null };
  }

  @Get(':id')
  @Describe({ summary: 'Show a staff account', tag: 'Staff', answer: colleague, problems: [401, 403, 404] })
  async show(@IdParam() id: string) {
    return answer(await this.listStaff.one(id));
  }

  @Post()
  @Describe({
    summary: 'Invite a colleague',
    description: 'Mails a one-time link that sets the first password, valid for 24 hours.',
    tag: 'Staff',
    status: 201,
    answer: colleague,
    problems: [401, 403, 409],
  })
  async invite(@Body({ schema: invitationBody }) body: z.output<typeof invitationBody>) {
    return this.show(await this.inviteColleague.execute(body));
  }

  @Post(':id/invitation/resend')
  @Describe({
    summary: 'Send a staff invitation again',
    description: 'The new link voids the older one.',
    tag: 'Staff',
    status: 202,
    answer: colleague,
    problems: [401, 403, 404],
  })
  async resend(@IdParam() id: string) {
    await this.invitations.resend(id);
    return this.show(id);
  }

  @Post(':id/invitation/revoke')
  @Describe({
    summary: 'Revoke a staff invitation',
    tag: 'Staff',
    answer: colleague,
    problems: [401, 403, 404, 409],
  })
  async revoke(@IdParam() id: string, @Req() request: Request) {
    await this.invitations.revoke(staffOf(request), id);
    return this.show(id);
  }

  @Put(':id/role')
  @Describe({
    summary: 'Change the role of a colleague',
    description: 'Counts from the next request of the colleague on. The last administrator stays one.',
    tag: 'Staff',
    answer: colleague,
    problems: [401, 403, 404, 409],
  })
  async setRole(
    @IdParam() userId: string,
    @Body({ schema: roleBody }) body: z.output<typeof roleBody>,
    @Req() request: Request,
  ) {
    await this.changeRole.execute(staffOf(request), { userId, ...body });
    return this.show(userId);
  }
}

const answer = (of: Colleague): z.output<typeof colleague> => ({
  ...of,
  withheld: [...of.withheld],
  lastSeenAt: of.lastSeenAt?.toISOString() ?? null,
  createdAt: of.createdAt.toISOString(),
});
