import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { page, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { AnswerMerge } from '../../application/merging/answer-merge.js';
import { ListMerges } from '../../application/merging/list-merges.js';
import { tokenOnly } from '../account/account.schemas.js';
import { refusedForm } from '../form-view.js';
import { tokenAddress } from '../signing-in/sign-in.forms.js';

const privately = { 'referrer-policy': 'no-referrer' };

/** The page of the link that asks an account to become one with another. Opening it uses nothing up (ruling C9). */
@Controller('merge')
@Public()
export class MergeLinkPagesController {
  constructor(
    private readonly merges: ListMerges,
    private readonly answering: AnswerMerge,
    private readonly readers: Readers,
  ) {}

  @Get()
  async show(@Query({ schema: tokenAddress }) { token }: z.output<typeof tokenAddress>) {
    const other = await this.merges.byLink(token);
    return other ? page('identity/merge-link', { ...other, token }, 200, privately) : over();
  }

  @Post()
  async consent(@Body() body: unknown, @Req() request: Request) {
    return submit(
      tokenOnly,
      body,
      async ({ token }) => {
        const answer = await this.answering.consentByLink(token);
        return page('identity/merge-done', { isMerged: answer === 'merged' }, 200, privately);
      },
      (refusal) => {
        if (refusal.code !== 'merge-refused') return over();
        const { message } = refusedForm(refusal, this.readers.of(request).t);
        return page('identity/merge-done', { message }, 422, privately);
      },
    );
  }
}

const over = () => page('identity/recovery-over', {}, 410, privately);
