import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { InvitationDesk } from '../../application/organizations/invitation-desk.js';
import { ListInvitations } from '../../application/organizations/list-invitations.js';
import { managing } from './managing.js';
import {
  correctedAddress,
  invitation,
  invitationAnswer,
  invitationList,
  invitationQuery,
  newInvitation,
} from './organization.schemas.js';

const refused = [401, 403, 404, 409];

@Controller('api/v1/organization/invitations')
@SignedIn('organization.manage')
export class InvitationsApiController {
  constructor(
    private readonly invitations: ListInvitations,
    private readonly desk: InvitationDesk,
  ) {}

  @Get()
  @Describe({
    summary: 'List invitations',
    tag: 'Organization',
    answer: invitationList,
    problems: [401, 403],
  })
  async list(
    @Customer() actor: CustomerActor,
    @Query({ schema: invitationQuery }) query: z.output<typeof invitationQuery>,
  ) {
    const { items, nextCursor } = await this.invitations.of(actor.organizationId, query);
    return { items: items.map(invitationAnswer), nextCursor };
  }

  @Get(':id')
  @Describe({
    summary: 'Show an invitation',
    tag: 'Organization',
    answer: invitation,
    problems: [401, 403, 404],
  })
  async show(@Customer() actor: CustomerActor, @IdParam() id: string) {
    return invitationAnswer(await this.invitations.one(actor.organizationId, id));
  }

  @Post()
  @Describe({
    summary: 'Invite somebody',
    description:
      'A pending invitation to the same address is sent again with a new secret, and the old one is void.',
    tag: 'Organization',
    status: 201,
    answer: invitation,
    problems: [401, 403, 409],
  })
  async invite(
    @Customer() actor: CustomerActor,
    @Body({ schema: newInvitation }) body: z.output<typeof newInvitation>,
  ) {
    const { invitationId } = await this.desk.invite(managing(actor), body);
    return this.show(actor, invitationId);
  }

  @Post(':id/resend')
  @Describe({
    summary: 'Send an invitation again',
    description: 'Also an expired one. Only the newest link or password works.',
    tag: 'Organization',
    answer: invitation,
    problems: refused,
  })
  async resend(@Customer() actor: CustomerActor, @IdParam() id: string) {
    await this.desk.resend(managing(actor), id);
    return this.show(actor, id);
  }

  @Post(':id/correct')
  @Describe({
    summary: 'Correct the address of an invitation',
    description:
      'What the wrong address received is void at once; the right one gets a new link or password.',
    tag: 'Organization',
    answer: invitation,
    problems: refused,
  })
  async correct(
    @Customer() actor: CustomerActor,
    @IdParam() id: string,
    @Body({ schema: correctedAddress }) { email }: z.output<typeof correctedAddress>,
  ) {
    await this.desk.correct(managing(actor), { invitationId: id, email });
    return this.show(actor, id);
  }

  @Post(':id/revoke')
  @Describe({ summary: 'Revoke an invitation', tag: 'Organization', answer: invitation, problems: refused })
  async revoke(@Customer() actor: CustomerActor, @IdParam() id: string) {
    await this.desk.revoke(managing(actor), id);
    return this.show(actor, id);
  }
}
