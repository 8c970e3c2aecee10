import { Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { Describe } from '../../../../platform/http/describe.js';
import { seeOther } from '../../../../platform/http/pages.js';
import { EndSubscription } from '../../application/subscriptions/end-subscription.js';
import { tokenQuery } from './subscriptions.schemas.js';

/** What mail programs call at one click (RFC 8058). They have no cookie, so it is no page. */
@Controller('api/v1/unsubscribe')
@Public()
export class UnsubscribeApiController {
  constructor(private readonly end: EndSubscription) {}

  @Post()
  @Describe({
    summary: 'End the mails about new releases that a mail was part of',
    description: 'One click of a mail program (RFC 8058). Twice is fine.',
    tag: 'Downloads',
    status: 204,
    answer: null,
    problems: [404],
    open: true,
  })
  async unsubscribe(@Query({ schema: tokenQuery }) { token }: z.output<typeof tokenQuery>) {
    await this.end.execute(token);
  }

  @Get()
  @Describe({
    summary: 'Go to the page that ends mails about new releases',
    tag: 'Downloads',
    status: 303,
    answer: null,
    open: true,
  })
  open(@Query({ schema: tokenQuery }) { token }: z.output<typeof tokenQuery>) {
    return seeOther(`/unsubscribe?token=${encodeURIComponent(token)}`);
  }
}
