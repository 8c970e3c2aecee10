import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor, CustomerPermission } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { ChangeExceptions } from '../../application/organizations/change-exceptions.js';
import { ChangeRole } from '../../application/organizations/change-role.js';
import { LetMemberGo } from '../../application/organizations/let-member-go.js';
import { ListMembers } from '../../application/organizations/list-members.js';
import { managing } from './managing.js';
import {
  exceptionsChange,
  leaving,
  member,
  memberAnswer,
  memberList,
  memberQuery,
  roleChange,
} from './organization.schemas.js';

const refused = [401, 403, 404, 409];

@Controller('api/v1/organization/members')
@SignedIn('organization.manage')
export class MembersApiController {
  constructor(
    private readonly members: ListMembers,
    private readonly changeRole: ChangeRole,
    private readonly changeExceptions: ChangeExceptions,
    private readonly letGo: LetMemberGo,
  ) {}

  @Get()
  @Describe({ summary: 'List members', tag: 'Organization', answer: memberList, problems: [401, 403] })
  async list(
    @Customer() actor: CustomerActor,
    @Query({ schema: memberQuery }) query: z.output<typeof memberQuery>,
  ) {
    const { items, nextCursor } = await this.members.execute(actor.organizationId, query);
    return { items: items.map(memberAnswer), nextCursor };
  }

  @Get(':id')
  @Describe({ summary: 'Show a member', tag: 'Organization', answer: member, problems: [401, 403, 404] })
  async show(@Customer() actor: CustomerActor, @IdParam() id: string) {
    return memberAnswer(await this.members.one(actor.organizationId, id));
  }

  @Post(':id/role')
  @Describe({
    summary: 'Change the role of a member',
    description: 'At once. An owner who manages must remain; only owners make, change or remove owners.',
    tag: 'Organization',
    answer: member,
    problems: refused,
  })
  async role(
    @Customer() actor: CustomerActor,
    @IdParam() memberId: string,
    @Body({ schema: roleChange }) { role }: z.output<typeof roleChange>,
  ) {
    await this.changeRole.execute(managing(actor), { memberId, role });
    return this.show(actor, memberId);
  }

  @Put(':id/exceptions')
  @Describe({
    summary: 'Set the exceptions of a member',
    description: 'Permissions beside the role, and those of the role that this member does not have.',
    tag: 'Organization',
    answer: member,
    problems: refused,
  })
  async exceptions(
    @Customer() actor: CustomerActor,
    @IdParam() memberId: string,
    @Body({ schema: exceptionsChange }) body: z.output<typeof exceptionsChange>,
  ) {
    const granted = body.granted as CustomerPermission[];
    const withheld = body.withheld as CustomerPermission[];
    await this.changeExceptions.execute(managing(actor), { memberId, granted, withheld });
    return this.show(actor, memberId);
  }

  @Post(':id/leave')
  @Describe({
    summary: 'Let a member go',
    description:
      'Ends membership, sessions, API tokens and sent invitations at once; a colleague takes over open requests.',
    tag: 'Organization',
    status: 204,
    answer: null,
    problems: refused,
  })
  async leave(
    @Customer() actor: CustomerActor,
    @IdParam() memberId: string,
    @Body({ schema: leaving }) { successorId }: z.output<typeof leaving>,
  ) {
    await this.letGo.execute(managing(actor), { memberId, successorId });
  }
}
