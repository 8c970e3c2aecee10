import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { Public } from '../../../../platform/http/access.js';
import { page, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { RequestInvitation } from '../../application/organizations/request-invitation.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { originOf } from '../signing-in/origin.js';
import { newInvitationRequest } from './domains.schemas.js';

/** Help for who has no invitation, or an expired one; works signed out (rows S3.17, S3.52). */
@Controller('no-invitation')
@Public()
export class NoInvitationPagesController {
  constructor(
    private readonly requestInvitation: RequestInvitation,
    private readonly readers: Readers,
    private readonly config: Config,
  ) {}

  @Get()
  show() {
    return this.form(emptyForm());
  }

  @Post()
  async ask(@Body() body: unknown, @Req() request: Request) {
    const { t, locale } = this.readers.of(request);
    return submit(
      newInvitationRequest,
      body,
      async (asked) => {
        await this.requestInvitation.execute({ ...asked, locale }, originOf(request, this.config));
        return page('identity/invitation-requested', { email: this.config.supportEmail });
      },
      (refusal) => this.form(refusedForm(refusal, t)),
    );
  }

  private form(form: FormView) {
    return page('identity/no-invitation', { form, email: this.config.supportEmail });
  }
}
