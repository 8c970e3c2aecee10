import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ChangeExceptions } from '../../application/organizations/change-exceptions.js';
import { ChangeRole } from '../../application/organizations/change-role.js';
import { LetMemberGo } from '../../application/organizations/let-member-go.js';
import { ListMembers } from '../../application/organizations/list-members.js';
import { memberPermissions, permissionsOf } from '../../application/organizations/words.js';
import { managing } from './managing.js';
import { memberView } from './members.views.js';
import { exceptionsForm, leavingForm, roleForm } from './organization.forms.js';

@Controller('organization/members/:id')
@SignedIn('organization.manage')
export class MemberPagesController {
  constructor(
    private readonly members: ListMembers,
    private readonly changeRole: ChangeRole,
    private readonly changeExceptions: ChangeExceptions,
    private readonly letGo: LetMemberGo,
    private readonly readers: Readers,
  ) {}

  @Get()
  show(@Customer() actor: CustomerActor, @IdParam() id: string, @Req() request: Request) {
    return this.page(actor, id, request, null);
  }

  @Post('role')
  role(
    @Customer() actor: CustomerActor,
    @IdParam() memberId: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    return submit(
      roleForm,
      body,
      async ({ role }) => {
        await this.changeRole.execute(managing(actor), { memberId, role });
        return this.changed(memberId);
      },
      (refusal) => this.page(actor, memberId, request, refusal),
    );
  }

  @Post('exceptions')
  exceptions(
    @Customer() actor: CustomerActor,
    @IdParam() memberId: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    return submit(
      exceptionsForm,
      body,
      async (ticked) => {
        const { role } = await this.members.one(actor.organizationId, memberId);
        const exceptions = exceptionsOf(ticked, permissionsOf(role));
        await this.changeExceptions.execute(managing(actor), { memberId, ...exceptions });
        return this.changed(memberId);
      },
      (refusal) => this.page(actor, memberId, request, refusal),
    );
  }

  @Post('leave')
  leave(
    @Customer() actor: CustomerActor,
    @IdParam() memberId: string,
    @Body() body: unknown,
    @Req() request: Request,
  ) {
    return submit(
      leavingForm,
      body,
      async ({ successorId }) => {
        await this.letGo.execute(managing(actor), { memberId, successorId });
        return seeOther('/organization', { kind: 'success', key: 'organization.flash.left' });
      },
      (refusal) => this.page(actor, memberId, request, refusal),
    );
  }

  private changed(memberId: string) {
    return seeOther(`/organization/members/${memberId}`, {
      kind: 'success',
      key: 'organization.flash.changed',
    });
  }

  private async page(actor: CustomerActor, id: string, request: Request, refusal: Refusal | null) {
    const [listed, colleagues] = await Promise.all([
      this.members.one(actor.organizationId, id),
      this.members.colleaguesOf(actor.organizationId, id),
    ]);
    const message = refusal && (refusal.message ?? refusal.summary[0]?.message ?? null);
    return page(
      'identity/member',
      memberView({ listed, colleagues, actor, message }, this.readers.of(request)),
    );
  }
}

type Ticked = z.output<typeof exceptionsForm>;

function exceptionsOf(ticked: Ticked, ofRole: ReadonlySet<string>) {
  const isTicked = (permission: string): boolean => ticked[permission] === 'true';
  return {
    granted: memberPermissions.filter((permission) => isTicked(permission) && !ofRole.has(permission)),
    withheld: memberPermissions.filter((permission) => !isTicked(permission) && ofRole.has(permission)),
  };
}
