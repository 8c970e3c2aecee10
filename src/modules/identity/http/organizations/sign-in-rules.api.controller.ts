import { Body, Controller, Get, Put } from '@nestjs/common';
import type { z } from 'zod';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { ChangeSignInRules } from '../../application/organizations/change-sign-in-rules.js';
import { ShowSignInRules } from '../../application/organizations/show-sign-in-rules.js';
import { signInRules, signInRulesChange } from './domains.schemas.js';
import { managing } from './managing.js';

@Controller('api/v1/organization/sign-in-rules')
@SignedIn('organization.manage')
export class SignInRulesApiController {
  constructor(
    private readonly rules: ShowSignInRules,
    private readonly change: ChangeSignInRules,
  ) {}

  @Get()
  @Describe({
    summary: 'Show the sign-in rules',
    tag: 'Organization',
    answer: signInRules,
    problems: [401, 403],
  })
  async show(@Customer() actor: CustomerActor) {
    return this.rules.execute(actor.organizationId);
  }

  @Put()
  @Describe({
    summary: 'Set the sign-in rules',
    description:
      'Members of the named roles set up a second factor before they reach anything else; at once.',
    tag: 'Organization',
    answer: signInRules,
    problems: [401, 403, 409],
  })
  async set(
    @Customer() actor: CustomerActor,
    @Body({ schema: signInRulesChange }) body: z.output<typeof signInRulesChange>,
  ) {
    await this.change.execute(managing(actor), body);
    return this.rules.execute(actor.organizationId);
  }
}
