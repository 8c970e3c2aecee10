import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { page, submit } from '../../../../platform/http/pages.js';
import { EndSubscription } from '../../application/subscriptions/end-subscription.js';
import { tokenForm, tokenQuery } from './subscriptions.schemas.js';

/** Where the link in a mail leads. Looking at it changes nothing: programs that check links do that, too. */
@Controller('unsubscribe')
@Public()
export class UnsubscribePagesController {
  constructor(private readonly end: EndSubscription) {}

  @Get()
  form(@Query({ schema: tokenQuery }) { token }: z.output<typeof tokenQuery>) {
    return page('downloads/unsubscribe', { token, done: false, unknown: false });
  }

  @Post()
  async unsubscribe(@Body() body: unknown) {
    return submit(
      tokenForm,
      body,
      async ({ token }) => {
        await this.end.execute(token);
        return page('downloads/unsubscribe', { done: true });
      },
      () => page('downloads/unsubscribe', { unknown: true }, 404),
    );
  }
}
