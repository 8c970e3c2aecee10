import { Body, Controller, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import { WithoutIdempotency } from '../../../../platform/http/idempotency/without-idempotency.js';
import type { Request } from '../../../../platform/http/request.js';
import { StartLaunch } from '../../application/launch/start-launch.js';
import { originOf } from '../signing-in/origin.js';
import { nextStep } from '../signing-in/sign-in.schemas.js';
import { launchBody } from './launch.schemas.js';

@Controller('api/v1/sign-in/launch')
@Public()
export class LaunchApiController {
  constructor(
    private readonly launch: StartLaunch,
    private readonly config: Config,
  ) {}

  @Post()
  @WithoutIdempotency()
  @Describe({
    summary: 'Start with a signed launch',
    description:
      'For a token that the product signed with the key of its installation. Each token works once, for at most two ' +
      'minutes. Answers which step comes next; a first password set after it claims the license for good.',
    tag: 'Sign-in',
    answer: nextStep,
    problems: [401],
    open: true,
  })
  async start(@Body({ schema: launchBody }) body: z.output<typeof launchBody>, @Req() request: Request) {
    return this.launch.execute({ ...body, origin: originOf(request, this.config) });
  }
}
