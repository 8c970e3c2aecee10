import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { PasswordRules } from '../../application/passwords/password-rules.js';
import { RecoverWithCode } from '../../application/passwords/recover-with-code.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { originOf } from '../signing-in/origin.js';
import { rulesView } from '../signing-in/sign-in.views.js';
import { recoverForm } from './reset.forms.js';

/** A new password by recovery code, for accounts without an e-mail address. */
@Controller('recover')
@Public()
export class RecoverPagesController {
  constructor(
    private readonly recover: RecoverWithCode,
    private readonly rules: PasswordRules,
    private readonly readers: Readers,
    private readonly config: Config,
  ) {}

  @Get()
  show(@Req() request: Request) {
    return this.form(request, emptyForm());
  }

  @Post()
  async set(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      recoverForm,
      body,
      async ({ login, serialNumber, uid, code, password }) => {
        const who = login === '' ? { serialNumber, uid } : { login };
        await this.recover.execute({ who, code, password, origin: originOf(request, this.config) });
        return seeOther('/sign-in', { kind: 'success', key: 'identity.flash.password-reset' });
      },
      (refusal) => this.form(request, refusedForm(refusal, t)),
    );
  }

  private form(request: Request, form: FormView) {
    const { t } = this.readers.of(request);
    const about = { form, email: this.config.supportEmail };
    return page('identity/recover', { ...about, ...rulesView(this.rules.sheet(), t) });
  }
}
