import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { z } from 'zod';
import { ProvisionalToo, Public } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Reply, Request } from '../../../../platform/http/request.js';
import { emptyForm, refusedForm } from '../form-view.js';
import { PageSignIn } from '../signing-in/page-sign-in.js';
import { tokenAddress } from '../signing-in/sign-in.forms.js';
import { PageReviews } from './page-reviews.js';
import { askReview, confirmedToken, contestReviewForm } from './reviews.schemas.js';

/** Asking two agents, and the link that they had mailed. */
@Controller()
export class ContestReviewPagesController {
  constructor(
    private readonly reviews: PageReviews,
    private readonly signIn: PageSignIn,
    private readonly readers: Readers,
  ) {}

  @Post('claim/review')
  @ProvisionalToo()
  async ask(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      askReview,
      body,
      async ({ statement }) => {
        await this.reviews.ask.execute(customerOf(request), statement);
        return seeOther('/claim', { kind: 'success', key: 'claims.flash.review-asked' });
      },
      (refusal) => page('identity/claim', { form: emptyForm(), review: refusedForm(refusal, t) }),
    );
  }

  @Get('sign-in/contest/review')
  @Public()
  form() {
    return page('identity/contest-review', { form: emptyForm() });
  }

  @Post('sign-in/contest/review')
  @Public()
  async contest(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      contestReviewForm,
      body,
      async (input) => {
        await this.reviews.contestWith(request, input);
        return seeOther('/sign-in', { kind: 'success', key: 'claims.flash.contest-asked' });
      },
      (refusal) => page('identity/contest-review', { form: refusedForm(refusal, t) }),
    );
  }

  @Get('sign-in/confirmed')
  @Public()
  link(@Query({ schema: tokenAddress }) { token }: z.output<typeof tokenAddress>) {
    return page('identity/confirmed', { token, form: emptyForm() }, 200, {
      'referrer-policy': 'no-referrer',
    });
  }

  @Post('sign-in/confirmed')
  @Public()
  async take(@Body() body: unknown, @Req() request: Request, @Res({ passthrough: true }) reply: Reply) {
    const { t } = this.readers.of(request);
    return submit(
      confirmedToken,
      body,
      async ({ token }) => this.signIn.toStep(reply, await this.reviews.confirmed.execute(token)),
      (refusal) => page('identity/confirmed', { token: '', form: refusedForm(refusal, t) }),
    );
  }
}
