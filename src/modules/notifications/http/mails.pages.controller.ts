import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AnyoneSignedIn } from '../../../platform/http/access.js';
import { signedInOf } from '../../../platform/http/actor.params.js';
import { page } from '../../../platform/http/pages.js';
import { type ListQuery, listQuery, nextHref } from '../../../platform/http/paging.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ListMails } from '../application/list-mails.js';
import { mailRows } from './mails.views.js';

@ApiExcludeController()
@Controller('account/mails')
@AnyoneSignedIn()
export class MailsPagesController {
  constructor(
    private readonly listMails: ListMails,
    private readonly readers: Readers,
  ) {}

  @Get()
  async list(@Query({ schema: listQuery }) query: ListQuery, @Req() request: Request) {
    const actor = signedInOf(request);
    const { items, nextCursor } = await this.listMails.execute(actor, query);
    return page('notifications/mails', {
      mails: mailRows(items, actor, this.readers.of(request)),
      nextHref: nextHref('/account/mails', nextCursor),
    });
  }
}
