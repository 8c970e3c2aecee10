import { Body, Controller, Get, Put } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { ChangeVisibility } from '../../application/visibility/change-visibility.js';
import { ShowVisibility } from '../../application/visibility/show-visibility.js';
import { visibilityChange, visibilityRule } from './visibility.schemas.js';

@Controller('api/v1/organization/request-visibility')
@SignedIn('organization.manage')
export class VisibilityApiController {
  constructor(
    private readonly visibility: ShowVisibility,
    private readonly change: ChangeVisibility,
  ) {}

  @Get()
  @Describe({
    summary: 'Show who sees requests of others',
    tag: 'Organization',
    answer: visibilityRule,
    problems: [401, 403],
  })
  async show(@Customer() actor: CustomerActor) {
    return this.rule(actor);
  }

  @Put()
  @Describe({
    summary: 'Decide who sees requests of others',
    description:
      'It holds at once, in lists, search and mails. Confidential requests stay with those whom they name.',
    tag: 'Organization',
    answer: visibilityRule,
    problems: [401, 403],
  })
  async set(
    @Customer() actor: CustomerActor,
    @Body({ schema: visibilityChange }) body: z.output<typeof visibilityChange>,
  ) {
    await this.change.execute(actor, body);
    return this.rule(actor);
  }

  private async rule({ organizationId }: CustomerActor) {
    const { mode, roles, memberIds } = await this.visibility.ruleOf(organizationId);
    return { mode, roles, memberIds };
  }
}
