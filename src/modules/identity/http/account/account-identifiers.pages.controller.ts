import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ChangeUsername } from '../../application/account/change-username.js';
import { RequestEmail } from '../../application/account/request-email.js';
import { ShowMe } from '../../application/account/show-me.js';
import { emptyForm, refusedForm } from '../form-view.js';
import { emailForm, usernameForm } from './account.forms.js';

@Controller('account')
@AnyoneSignedIn()
export class AccountIdentifiersPagesController {
  constructor(
    private readonly changeUsername: ChangeUsername,
    private readonly requestEmail: RequestEmail,
    private readonly showMe: ShowMe,
    private readonly readers: Readers,
  ) {}

  @Get('username')
  @Important('change-username')
  async username(@Req() request: Request) {
    const { me } = await this.showMe.execute(signedInOf(request));
    return page('identity/change-username', { form: emptyForm({ username: me.username }) });
  }

  @Post('username')
  @Important('change-username')
  async setUsername(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      usernameForm,
      body,
      async ({ username }) => {
        await this.changeUsername.execute(signedInOf(request), username);
        return seeOther('/account', { kind: 'success', key: 'identity.flash.username-changed' });
      },
      (refusal) => page('identity/change-username', { form: refusedForm(refusal, t) }),
    );
  }

  @Get('email')
  @Important('change-email')
  email(@Req() request: Request) {
    return page('identity/change-email', { form: emptyForm({ email: signedInOf(request).email }) });
  }

  @Post('email')
  @Important('change-email')
  async setEmail(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      emailForm,
      body,
      async ({ email }) => {
        await this.requestEmail.execute(signedInOf(request), email);
        return seeOther('/account', { kind: 'info', key: 'identity.flash.email-proof-sent' });
      },
      (refusal) => page('identity/change-email', { form: refusedForm(refusal, t) }),
    );
  }
}
