import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { AddDomain } from '../../application/organizations/add-domain.js';
import { CheckDomain } from '../../application/organizations/check-domain.js';
import { ListDomains } from '../../application/organizations/list-domains.js';
import { RemoveDomain } from '../../application/organizations/remove-domain.js';
import { domain, domainList, newDomain } from './domains.schemas.js';
import { managing } from './managing.js';

@Controller('api/v1/organization/domains')
@SignedIn('organization.manage')
export class DomainsApiController {
  constructor(
    private readonly domains: ListDomains,
    private readonly add: AddDomain,
    private readonly check: CheckDomain,
    private readonly remove: RemoveDomain,
  ) {}

  @Get()
  @Describe({ summary: 'List domains', tag: 'Organization', answer: domainList, problems: [401, 403] })
  async list(@Customer() actor: CustomerActor) {
    return { items: await this.domains.of(actor.organizationId), nextCursor: null };
  }

  @Post()
  @Describe({
    summary: 'Add a domain',
    description:
      'Publish its record in the DNS, then check it. Domains where everybody has an address are refused.',
    tag: 'Organization',
    status: 201,
    answer: domain,
    problems: [401, 403, 409],
  })
  async create(
    @Customer() actor: CustomerActor,
    @Body({ schema: newDomain }) body: z.output<typeof newDomain>,
  ) {
    const { domainId } = await this.add.execute(managing(actor), body.domain);
    return this.domains.one(actor.organizationId, domainId);
  }

  @Post(':id/check')
  @Describe({
    summary: 'Check a domain',
    description: 'Looks for the record now, and every 15 minutes for three days.',
    tag: 'Organization',
    answer: domain,
    problems: [401, 403, 404],
  })
  async look(@Customer() actor: CustomerActor, @IdParam() id: string) {
    await this.check.execute(managing(actor), id);
    return this.domains.one(actor.organizationId, id);
  }

  @Delete(':id')
  @Describe({
    summary: 'Remove a domain',
    tag: 'Organization',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async drop(@Customer() actor: CustomerActor, @IdParam() id: string) {
    await this.remove.execute(managing(actor), id);
  }
}
