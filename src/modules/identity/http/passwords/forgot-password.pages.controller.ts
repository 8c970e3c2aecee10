import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { z } from 'zod';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { page, type Refusal, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { RequestPasswordReset, type ResetEntry } from '../../application/passwords/request-password-reset.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { originOf } from '../signing-in/origin.js';
import { forgottenAddress, forgottenForm } from './reset.forms.js';

@Controller('forgot-password')
@Public()
export class ForgotPasswordPagesController {
  constructor(
    private readonly requestReset: RequestPasswordReset,
    private readonly readers: Readers,
    private readonly config: Config,
  ) {}

  @Get()
  show(@Query({ schema: forgottenAddress }) asked: z.output<typeof forgottenAddress>) {
    return this.form({ login: emptyForm({ login: asked.login }) });
  }

  @Post()
  async ask(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      forgottenForm,
      body,
      async (entry) => {
        await this.requestReset.execute(entryOf(entry), originOf(request, this.config));
        return page('identity/reset-requested', { email: this.config.supportEmail });
      },
      (refusal) => this.form({ [entryAsked(refusal)]: refusedForm(refusal, t) }),
    );
  }

  private form(forms: { login?: FormView; serial?: FormView }) {
    const { login = emptyForm(), serial = emptyForm() } = forms;
    return page('identity/forgot-password', { login, serial, email: this.config.supportEmail });
  }
}

const entryOf = ({ entry: _entry, ...rest }: z.output<typeof forgottenForm>): ResetEntry => rest;

const entryAsked = ({ values }: Refusal): 'login' | 'serial' =>
  values.entry === 'serial' ? 'serial' : 'login';
