import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { RequestInvitation } from '../../application/organizations/request-invitation.js';
import { originOf } from '../signing-in/origin.js';
import { newInvitationRequest } from './domains.schemas.js';

@Controller('api/v1/invitation-requests')
@Public()
export class NoInvitationApiController {
  constructor(
    private readonly requestInvitation: RequestInvitation,
    private readonly config: Config,
  ) {}

  @Post()
  @Describe({
    summary: 'Ask for an invitation',
    description: 'The answer is the same whether the address is known or not; whoever can invite is told.',
    tag: 'Sign-in',
    status: 202,
    answer: null,
    open: true,
  })
  async ask(
    @Body({ schema: newInvitationRequest }) body: z.output<typeof newInvitationRequest>,
    @Req() request: Request,
  ) {
    const { locale } = request;
    await this.requestInvitation.execute({ ...body, locale }, originOf(request, this.config));
  }
}
