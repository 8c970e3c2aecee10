import { Controller, Get, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { AdviseOnBundle } from '../../application/diagnostics/advise-on-bundle.js';
import { adviceQuery, bundleAdvice } from './advice.schemas.js';
import { toAdvice } from './advice.views.js';

@Controller('api/v1')
export class AdviceApiController {
  constructor(private readonly advise: AdviseOnBundle) {}

  @Get('ticket-bundle-advice')
  @SignedIn('tickets.write')
  @Describe({
    summary: 'Ask what is worth knowing before a diagnostic bundle is sent',
    description: 'Whether it is of the product of the license, and which newer release the license covers.',
    tag: 'Tickets',
    answer: bundleAdvice,
    problems: [401, 403],
  })
  async show(@Query({ schema: adviceQuery }) bundle: z.output<typeof adviceQuery>, @Req() request: Request) {
    return toAdvice(await this.advise.execute(customerOf(request), bundle));
  }
}
