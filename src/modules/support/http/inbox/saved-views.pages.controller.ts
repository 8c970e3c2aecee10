import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { press, seeOther, submit } from '../../../../platform/http/pages.js';
import type { Request } from '../../../../platform/http/request.js';
import { SavedViews } from '../../application/inbox/saved-views.js';
import { InboxPage } from './inbox.page.js';
import { inboxHref } from './inbox-address.js';
import { viewForm } from './saved-views.schemas.js';

const inbox = '/admin/tickets';

@ApiExcludeController()
@Controller('admin/ticket-views')
@Staff('staff.tickets')
export class SavedViewsPagesController {
  constructor(
    private readonly views: SavedViews,
    private readonly inbox: InboxPage,
  ) {}

  @Post()
  async keep(@Body() body: unknown, @Req() request: Request) {
    return await submit(
      viewForm,
      body,
      async (words) => {
        await this.views.keep(staffOf(request), words);
        return seeOther(inboxHref(words.filter), { kind: 'success', key: 'inbox.flash.viewKept' });
      },
      (refusal) => this.inbox.again(request, refusal, 'keep'),
    );
  }

  @Post(':id/delete')
  async remove(@IdParam() id: string, @Req() request: Request) {
    return await press(
      async () => {
        await this.views.remove(staffOf(request), id);
        return seeOther(inbox, { kind: 'success', key: 'inbox.flash.viewDeleted' });
      },
      (refusal) => this.inbox.again(request, refusal, 'keep'),
    );
  }
}
