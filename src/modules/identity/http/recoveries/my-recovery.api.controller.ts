import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { AnyoneSignedIn, Public } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import type { Request } from '../../../../platform/http/request.js';
import { CompleteRecovery } from '../../application/recoveries/complete-recovery.js';
import { ShowRecovery } from '../../application/recoveries/show-recovery.js';
import { StopRecovery } from '../../application/recoveries/stop-recovery.js';
import { passwordByLink, tokenOnly } from '../account/account.schemas.js';
import { ownRecoveryAnswer } from './recoveries.schemas.js';

@Controller('api/v1')
@AnyoneSignedIn()
export class MyRecoveryApiController {
  constructor(
    private readonly recoveries: ShowRecovery,
    private readonly stopRecovery: StopRecovery,
    private readonly completeRecovery: CompleteRecovery,
  ) {}

  @Get('me/recovery')
  @Describe({
    summary: 'Show the open recovery of your account',
    description: 'Null when nobody asks for a way into it.',
    tag: 'Account',
    answer: ownRecoveryAnswer,
    problems: [401],
  })
  async own(@Req() request: Request): Promise<z.output<typeof ownRecoveryAnswer>> {
    const own = await this.recoveries.own(signedInOf(request));
    if (!own) return { recovery: null };
    const { requestedAt, readyAt } = own;
    return {
      recovery: { ...own, requestedAt: requestedAt.toISOString(), readyAt: readyAt?.toISOString() ?? null },
    };
  }

  @Post('me/recovery/stop')
  @Describe({
    summary: 'Stop the recovery of your account',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401, 404],
  })
  async stop(@Req() request: Request) {
    await this.stopRecovery.execute(signedInOf(request));
  }

  @Post('recoveries/stop')
  @Public()
  @Describe({
    summary: 'Stop a recovery by the link of its notice',
    tag: 'Sign-in',
    status: 204,
    answer: null,
    problems: [410],
    open: true,
  })
  async stopByLink(@Body({ schema: tokenOnly }) { token }: z.output<typeof tokenOnly>) {
    await this.stopRecovery.byLink(token);
  }

  @Post('recoveries/complete')
  @Public()
  @Describe({
    summary: 'Set a new password by the link of an approved recovery',
    description:
      'Ends all sessions. Sign in afterwards, with the second factor unless the recovery removed it.',
    tag: 'Sign-in',
    status: 204,
    answer: null,
    problems: [410],
    open: true,
  })
  async complete(@Body({ schema: passwordByLink }) body: z.output<typeof passwordByLink>) {
    await this.completeRecovery.execute(body);
  }
}
