import { Controller, Get } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { ShowOrganization } from '../../application/organizations/show-organization.js';
import { organization } from './organization.schemas.js';

@Controller('api/v1/organization')
@SignedIn()
export class OrganizationApiController {
  constructor(private readonly showOrganization: ShowOrganization) {}

  @Get()
  @Describe({
    summary: 'Show your organization',
    description: 'Its name, what you may do in it, and the owners whom you may ask for more.',
    tag: 'Organization',
    answer: organization,
    problems: [401, 403],
  })
  async show(@Customer() actor: CustomerActor) {
    const { owners } = await this.showOrganization.execute(actor);
    const { organizationId: id, organizationName: name, role, permissions } = actor;
    return { id, name, role, permissions: [...permissions], owners };
  }
}
