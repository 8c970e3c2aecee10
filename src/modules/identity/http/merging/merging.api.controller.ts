import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Important, Public, SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { Describe } from '../../../../platform/http/describe.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import type { Request } from '../../../../platform/http/request.js';
import { AnswerMerge } from '../../application/merging/answer-merge.js';
import { AskForMerge } from '../../application/merging/ask-for-merge.js';
import { ListMerges } from '../../application/merging/list-merges.js';
import { tokenOnly } from '../account/account.schemas.js';
import { mergeAnswer, mergeBody, openMerges } from './merging.schemas.js';

@Controller('api/v1')
@SignedIn()
export class MergingApiController {
  constructor(
    private readonly asking: AskForMerge,
    private readonly answering: AnswerMerge,
    private readonly merges: ListMerges,
  ) {}

  @Get('me/merges')
  @Describe({
    summary: 'List open merges of your account',
    tag: 'Account',
    answer: openMerges,
    problems: [401, 403],
  })
  async list(@Req() request: Request) {
    const open = await this.merges.execute(customerOf(request));
    const items = open.map((merge) => ({
      ...merge,
      createdAt: merge.createdAt.toISOString(),
      expiresAt: merge.expiresAt.toISOString(),
    }));
    return { items, nextCursor: null };
  }

  @Post('me/merges')
  @Important('merge-accounts')
  @Describe({
    summary: 'Ask another account of yours to become one with this one',
    description: 'The answer is the same whether there is such an account; it has to agree within 7 days.',
    tag: 'Account',
    status: 202,
    answer: null,
    problems: [401, 403, 409],
  })
  async ask(@Body({ schema: mergeBody }) { other }: z.output<typeof mergeBody>, @Req() request: Request) {
    await this.asking.execute(customerOf(request), other);
  }

  @Post('me/merges/:id/consent')
  @Important('merge-accounts')
  @Describe({
    summary: 'Agree that the two accounts become one',
    description:
      'When both have agreed it is done: the licenses move to the member, the other account closes.',
    tag: 'Account',
    answer: mergeAnswer,
    problems: [401, 403, 404, 409],
  })
  async consent(@IdParam() id: string, @Req() request: Request) {
    return { answer: await this.answering.consent(customerOf(request).userId, id) };
  }

  @Post('me/merges/:id/decline')
  @Describe({
    summary: 'Decline a merge, or take your question back',
    tag: 'Account',
    status: 204,
    answer: null,
    problems: [401, 403, 404],
  })
  async decline(@IdParam() id: string, @Req() request: Request) {
    await this.answering.decline(customerOf(request).userId, id);
  }

  @Post('merges/consent')
  @Public()
  @Describe({
    summary: 'Agree to a merge by the mailed link',
    tag: 'Sign-in',
    answer: mergeAnswer,
    problems: [409, 410],
    open: true,
  })
  async consentByLink(@Body({ schema: tokenOnly }) { token }: z.output<typeof tokenOnly>) {
    return { answer: await this.answering.consentByLink(token) };
  }
}
