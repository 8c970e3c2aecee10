import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ShowLink } from '../../application/links/show-link.js';
import { PasswordRules } from '../../application/passwords/password-rules.js';
import { ResetPassword } from '../../application/passwords/reset-password.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { originOf } from '../signing-in/origin.js';
import { newPasswordByLinkForm, tokenAddress } from '../signing-in/sign-in.forms.js';
import { rulesView } from '../signing-in/sign-in.views.js';

const privately = { 'referrer-policy': 'no-referrer' };

/** The page of the mailed link. Opening it uses nothing up; sending the form does (ruling C9). */
@Controller('reset-password')
@Public()
export class ResetPasswordPagesController {
  constructor(
    private readonly links: ShowLink,
    private readonly reset: ResetPassword,
    private readonly rules: PasswordRules,
    private readonly readers: Readers,
    private readonly config: Config,
  ) {}

  @Get()
  async show(
    @Query({ schema: tokenAddress }) { token }: z.output<typeof tokenAddress>,
    @Req() request: Request,
  ) {
    if (!(await this.links.reset(token))) return expired();
    return this.form(request, token, emptyForm());
  }

  @Post()
  async set(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      newPasswordByLinkForm,
      body,
      async (input) => {
        await this.reset.execute({ ...input, origin: originOf(request, this.config) });
        return seeOther('/sign-in', { kind: 'success', key: 'identity.flash.password-reset' });
      },
      (refusal) =>
        isOver(refusal) ? expired() : this.form(request, tokenOf(refusal), refusedForm(refusal, t)),
    );
  }

  private form(request: Request, token: string, form: FormView) {
    const rules = rulesView(this.rules.sheet(), this.readers.of(request).t);
    return page('identity/reset-password', { token, form, ...rules }, 200, privately);
  }
}

const expired = () => page('identity/link-expired', {}, 410, privately);

const isOver = (refusal: Refusal): boolean => refusal.code === 'link-not-usable';

const tokenOf = ({ values }: Refusal): string => (typeof values.token === 'string' ? values.token : '');
