import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ChooseMails } from '../../application/account/choose-mails.js';
import { ShowMails } from '../../application/account/show-mails.js';
import { mailsForm } from './account.forms.js';
import { mailsOffered, mailsView } from './mails.views.js';

@Controller('account/notifications')
@AnyoneSignedIn()
export class AccountNotificationsPagesController {
  constructor(
    private readonly showMails: ShowMails,
    private readonly chooseMails: ChooseMails,
    private readonly readers: Readers,
  ) {}

  @Get()
  show(@Req() request: Request) {
    return this.page(request, null);
  }

  @Post()
  choose(@Body() body: unknown, @Req() request: Request) {
    const actor = signedInOf(request);
    return submit(
      mailsForm,
      body,
      async (ticked) => {
        const choice = mailsOffered(actor).map((kind) => [kind, ticked[kind] === 'true']);
        await this.chooseMails.execute(actor, Object.fromEntries(choice));
        return seeOther('/account/notifications', {
          kind: 'success',
          key: 'identity.flash.notifications-saved',
        });
      },
      (refusal) => this.page(request, refusal),
    );
  }

  private async page(request: Request, refusal: Refusal | null) {
    const actor = signedInOf(request);
    const { t } = this.readers.of(request);
    return page('identity/notifications', mailsView(actor, await this.showMails.execute(actor), refusal, t));
  }
}
