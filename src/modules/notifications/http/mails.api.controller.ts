import { Controller, Get, Query, Req } from '@nestjs/common';
import { AnyoneSignedIn } from '../../../platform/http/access.js';
import { signedInOf } from '../../../platform/http/actor.params.js';
import { Describe } from '../../../platform/http/describe.js';
import { type ListQuery, listQuery } from '../../../platform/http/paging.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ListMails } from '../application/list-mails.js';
import { mailAnswer, sentMailList } from './mails.schemas.js';

@Controller('api/v1/me/mails')
@AnyoneSignedIn()
export class MailsApiController {
  constructor(
    private readonly listMails: ListMails,
    private readonly readers: Readers,
  ) {}

  @Get()
  @Describe({
    summary: 'List the mails that were sent to you',
    description:
      'With what became of them, the newest first, for 180 days. Mails that you turned off are not sent, and not listed.',
    tag: 'Account',
    answer: sentMailList,
    problems: [401, 403],
  })
  async list(@Query({ schema: listQuery }) query: ListQuery, @Req() request: Request) {
    const actor = signedInOf(request);
    const { items, nextCursor } = await this.listMails.execute(actor, query);
    const reader = this.readers.of(request);
    return { items: items.map((mail) => mailAnswer(mail, actor, reader)), nextCursor };
  }
}
