import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../../../platform/http/access.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { PasswordRules } from '../../application/passwords/password-rules.js';
import { CompleteRecovery } from '../../application/recoveries/complete-recovery.js';
import { ShowRecovery } from '../../application/recoveries/show-recovery.js';
import { StopRecovery } from '../../application/recoveries/stop-recovery.js';
import { tokenOnly } from '../account/account.schemas.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { newPasswordByLinkForm, tokenAddress } from '../signing-in/sign-in.forms.js';
import { rulesView } from '../signing-in/sign-in.views.js';

type TokenAddress = z.output<typeof tokenAddress>;

const privately = { 'referrer-policy': 'no-referrer' };

/** The pages of the links that mails about recoveries bring. Opening one uses nothing up (ruling C9). */
@Controller()
@Public()
export class RecoveryLinkPagesController {
  constructor(
    private readonly recoveries: ShowRecovery,
    private readonly stopRecovery: StopRecovery,
    private readonly complete: CompleteRecovery,
    private readonly rules: PasswordRules,
    private readonly readers: Readers,
  ) {}

  @Get('stop-recovery')
  async confirmStop(@Query({ schema: tokenAddress }) { token }: TokenAddress) {
    const found = await this.recoveries.byLink('recovery-stop', token);
    return found ? page('identity/stop-recovery', { token }, 200, privately) : over();
  }

  @Post('stop-recovery')
  async stop(@Body() body: unknown) {
    return submit(
      tokenOnly,
      body,
      async ({ token }) => {
        await this.stopRecovery.byLink(token);
        return page('identity/recovery-stopped', {}, 200, privately);
      },
      over,
    );
  }

  @Get('account-recovery')
  async show(@Query({ schema: tokenAddress }) { token }: TokenAddress, @Req() request: Request) {
    if (!(await this.recoveries.byLink('recovery', token))) return over();
    return this.form(request, token, emptyForm());
  }

  @Post('account-recovery')
  async set(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      newPasswordByLinkForm,
      body,
      async (input) => {
        await this.complete.execute(input);
        return seeOther('/sign-in', { kind: 'success', key: 'identity.flash.password-reset' });
      },
      (refusal) =>
        refusal.code === 'link-not-usable'
          ? over()
          : this.form(request, tokenOf(refusal), refusedForm(refusal, t)),
    );
  }

  private form(request: Request, token: string, form: FormView) {
    const rules = rulesView(this.rules.sheet(), this.readers.of(request).t);
    return page('identity/account-recovery', { token, form, ...rules }, 200, privately);
  }
}

const over = () => page('identity/recovery-over', {}, 410, privately);

const tokenOf = ({ values }: Refusal): string => (typeof values.token === 'string' ? values.token : '');
