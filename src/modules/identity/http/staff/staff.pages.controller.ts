import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, press, seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { ChangeStaffRole } from '../../application/staff/change-staff-role.js';
import { InviteColleague } from '../../application/staff/invite-colleague.js';
import { ManageStaffInvitation } from '../../application/staff/manage-staff-invitation.js';
import { invitationBody, roleBody } from './staff.schemas.js';
import { StaffDesk } from './staff-desk.js';

// A form sends one ticked box as a text and several as a list.
const roleForm = z.preprocess(
  (body: Record<string, unknown>) => ({ ...body, withheld: [body.withheld ?? []].flat() }),
  roleBody,
);

@Controller('admin/staff')
@Staff('staff.accounts')
export class StaffPagesController {
  constructor(
    private readonly desk: StaffDesk,
    private readonly inviteColleague: InviteColleague,
    private readonly invitations: ManageStaffInvitation,
    private readonly changeRole: ChangeStaffRole,
  ) {}

  @Get()
  list(@Req() request: Request) {
    return this.desk.list(request);
  }

  @Get('new')
  form() {
    return page('identity/staff-invite', { form: { values: { role: 'agent' } } });
  }

  @Post()
  async invite(@Body() body: unknown, @Req() request: Request) {
    return submit(
      invitationBody,
      body,
      async (invitation) => {
        await this.inviteColleague.execute(invitation);
        return seeOther('/admin/staff', { kind: 'success', key: 'people.flash.invited' });
      },
      (refusal) => this.desk.refusedInvitation(refusal, request),
    );
  }

  @Get(':id')
  show(@IdParam() id: string, @Req() request: Request) {
    return this.desk.one(id, request);
  }

  @Post(':id/role')
  async setRole(@IdParam() userId: string, @Body() body: unknown, @Req() request: Request) {
    return submit(
      roleForm,
      body,
      async (change) => {
        await this.changeRole.execute(staffOf(request), { userId, ...change });
        return seeOther(`/admin/staff/${userId}`, { kind: 'success', key: 'people.flash.roleChanged' });
      },
      (refusal) => this.desk.one(userId, request, refusal),
    );
  }

  @Post(':id/invitation/resend')
  async resend(@IdParam() id: string) {
    await this.invitations.resend(id);
    return seeOther(`/admin/staff/${id}`, { kind: 'success', key: 'people.flash.invited' });
  }

  @Post(':id/invitation/revoke')
  async revoke(@IdParam() id: string, @Req() request: Request) {
    return press(
      async () => {
        await this.invitations.revoke(staffOf(request), id);
        return seeOther('/admin/staff', { kind: 'success', key: 'people.flash.revoked' });
      },
      (refusal) => this.desk.one(id, request, refusal),
    );
  }
}
