import { Controller, Get, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { type CustomerActor, may } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { page } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ListMembers } from '../../application/organizations/list-members.js';
import { ShowOrganization } from '../../application/organizations/show-organization.js';
import { membersView, overviewView } from './members.views.js';
import { listAddress } from './organization.forms.js';

/** The organization: its members for who manages it, the own role and whom to ask for everybody else. */
@Controller('organization')
@SignedIn()
export class OrganizationPagesController {
  constructor(
    private readonly members: ListMembers,
    private readonly organization: ShowOrganization,
    private readonly readers: Readers,
  ) {}

  @Get()
  async show(
    @Customer() actor: CustomerActor,
    @Query({ schema: listAddress }) { cursor }: z.output<typeof listAddress>,
    @Req() request: Request,
  ) {
    const reader = this.readers.of(request);
    if (!may(actor, 'organization.manage')) {
      const { owners } = await this.organization.execute(actor);
      return page('identity/organization', overviewView(owners, actor, reader));
    }
    const listing = await this.members.execute(actor.organizationId, { limit: 50, cursor });
    return page('identity/members', membersView(listing, actor, reader));
  }
}
