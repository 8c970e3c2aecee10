import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ChangePassword } from '../../application/passwords/change-password.js';
import { PasswordRules } from '../../application/passwords/password-rules.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { originOf } from '../signing-in/origin.js';
import { rulesView } from '../signing-in/sign-in.views.js';
import { changePasswordForm } from './account.forms.js';

@Controller('account/password')
@AnyoneSignedIn()
export class AccountPasswordPagesController {
  constructor(
    private readonly changePassword: ChangePassword,
    private readonly rules: PasswordRules,
    private readonly readers: Readers,
    private readonly config: Config,
  ) {}

  @Get()
  @Important('change-password')
  show(@Req() request: Request) {
    return this.form(request, emptyForm());
  }

  @Post()
  @Important('change-password')
  async change(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      changePasswordForm,
      body,
      async ({ currentPassword, newPassword }) => {
        const origin = originOf(request, this.config);
        const command = { currentPassword, newPassword, origin };
        await this.changePassword.execute(signedInOf(request), command);
        return seeOther('/account', { kind: 'success', key: 'identity.flash.password-changed' });
      },
      (refusal) => this.form(request, refusedForm(refusal, t)),
    );
  }

  private form(request: Request, form: FormView) {
    const { t } = this.readers.of(request);
    return page('identity/change-password', { form, ...rulesView(this.rules.sheet(), t) });
  }
}
