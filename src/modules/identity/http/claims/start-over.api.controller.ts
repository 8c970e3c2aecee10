import { Body, Controller, Post, Req } from '@nestjs/common';
import { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import { line } from '../../../../platform/http/fields.js';
import { WithoutIdempotency } from '../../../../platform/http/idempotency/without-idempotency.js';
import type { Request } from '../../../../platform/http/request.js';
import { ProveContest } from '../../application/claims/prove-contest.js';
import { RequestContestCode } from '../../application/claims/request-contest-code.js';
import { StartOver } from '../../application/claims/start-over.js';
import { SignInWithNewPassword } from '../../application/launch/sign-in-with-new-password.js';
import { originOf } from '../signing-in/origin.js';
import { tokensOrStep } from '../signing-in/sign-in.answers.js';
import { apiFace } from '../signing-in/sign-in.api.controller.js';
import { nextStep, setPassword, ticket, tokensOrMfa } from '../signing-in/sign-in.schemas.js';

const step = z.strictObject({ ticket });

const contestCode = z.strictObject({
  ticket,
  code: line(40, 'code').describe('The claim code of the invoice, or the code mailed to the contact.'),
});

const overStep = z
  .object({
    next: z.enum(['set-password', 'new-password', 'contest']),
    ticket: z.string().describe('Give it to the next step within 15 minutes.'),
  })
  .meta({ id: 'StartOverStep', description: 'What comes next in place of the password.' });

@Controller('api/v1/sign-in')
@Public()
export class StartOverApiController {
  constructor(
    private readonly startOver: StartOver,
    private readonly requestCode: RequestContestCode,
    private readonly prove: ProveContest,
    private readonly newPassword: SignInWithNewPassword,
    private readonly config: Config,
  ) {}

  @Post('start-over')
  @WithoutIdempotency()
  @Describe({
    summary: 'Go on without the password of a license',
    description:
      'With the ticket of the password step. `set-password`: a launch takes the place of a provisional claim. ' +
      '`new-password`: a launch speaks for this account. `contest`: prove that you bought the license.',
    tag: 'Sign-in',
    answer: overStep,
    problems: [409, 410],
    open: true,
  })
  async start(@Body({ schema: step }) body: z.output<typeof step>) {
    return this.startOver.execute(body.ticket);
  }

  @Post('contest/mail')
  @WithoutIdempotency()
  @Describe({
    summary: 'Have a code mailed to the contact of the purchase',
    description: 'Answers the same whether or not a contact is on file.',
    tag: 'Sign-in',
    status: 202,
    answer: null,
    problems: [410],
    open: true,
  })
  async mail(@Body({ schema: step }) body: z.output<typeof step>) {
    await this.requestCode.execute(body.ticket);
  }

  @Post('contest')
  @WithoutIdempotency()
  @Describe({
    summary: 'Prove that you bought a license which somebody else claimed',
    description:
      'With the claim code of the invoice, or the code that the contact of the purchase got. Five tries.',
    tag: 'Sign-in',
    answer: nextStep,
    problems: [410],
    open: true,
  })
  async contest(@Body({ schema: contestCode }) body: z.output<typeof contestCode>) {
    return this.prove.execute(body);
  }

  @Post('new-password')
  @WithoutIdempotency()
  @Describe({
    summary: 'Replace a forgotten password after a launch',
    tag: 'Sign-in',
    answer: tokensOrMfa,
    problems: [401, 410],
    open: true,
  })
  async replace(@Body({ schema: setPassword }) body: z.output<typeof setPassword>, @Req() request: Request) {
    const origin = originOf(request, this.config);
    return tokensOrStep(await this.newPassword.execute({ ...body, origin, face: apiFace(request) }));
  }
}
