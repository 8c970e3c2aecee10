import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { Important, SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, press, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { formatDay } from '../../../../platform/i18n/format.js';
import { AnswerMerge } from '../../application/merging/answer-merge.js';
import { AskForMerge } from '../../application/merging/ask-for-merge.js';
import { ListMerges } from '../../application/merging/list-merges.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { mergeBody } from './merging.schemas.js';

@Controller('account/merge')
@SignedIn()
export class MergingPagesController {
  constructor(
    private readonly asking: AskForMerge,
    private readonly answering: AnswerMerge,
    private readonly merges: ListMerges,
    private readonly readers: Readers,
  ) {}

  @Get()
  show(@Req() request: Request) {
    return this.form(request, emptyForm());
  }

  @Post()
  @Important('merge-accounts')
  async ask(@Body() body: unknown, @Req() request: Request) {
    return submit(
      mergeBody,
      body,
      async ({ other }) => {
        await this.asking.execute(customerOf(request), other);
        return seeOther('/account/merge', { kind: 'success', key: 'people.flash.mergeAsked' });
      },
      (refusal) => this.form(request, refusedForm(refusal, this.readers.of(request).t)),
    );
  }

  @Post(':id/consent')
  @Important('merge-accounts')
  async consent(@IdParam() id: string, @Req() request: Request) {
    return press(
      async () => {
        const answer = await this.answering.consent(customerOf(request).userId, id);
        return seeOther('/account', { kind: 'success', key: `people.flash.merge-${answer}` });
      },
      (refusal) => {
        if (refusal.code === 'not-found') throw NotFound.of('merge');
        return this.form(request, refusedForm(refusal, this.readers.of(request).t));
      },
    );
  }

  @Post(':id/decline')
  async decline(@IdParam() id: string, @Req() request: Request) {
    await this.answering.decline(customerOf(request).userId, id);
    return seeOther('/account/merge', { kind: 'success', key: 'people.flash.mergeDeclined' });
  }

  private async form(request: Request, form: FormView) {
    const { locale, timeZone } = this.readers.of(request);
    const open = await this.merges.execute(customerOf(request));
    return page('identity/merge', {
      form,
      merges: open.map((merge) => ({
        ...merge,
        expiresAt: formatDay(merge.expiresAt, locale, timeZone),
        createdAt: formatDay(merge.createdAt, locale, timeZone),
      })),
    });
  }
}
