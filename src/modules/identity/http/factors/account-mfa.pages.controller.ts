import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { DisableTotp } from '../../application/factors/disable-totp.js';
import { EnableTotp } from '../../application/factors/enable-totp.js';
import { emptyForm, refusedForm } from '../form-view.js';
import { codeForm } from '../signing-in/sign-in.forms.js';
import { FactorProofs } from './factor-proofs.js';
import { noFields } from './factors.schemas.js';
import { newCodesView } from './factors.views.js';
import { MfaPage } from './mfa-page.js';

@Controller('account/mfa')
@AnyoneSignedIn()
export class AccountMfaPagesController {
  constructor(
    private readonly mfa: MfaPage,
    private readonly enableTotp: EnableTotp,
    private readonly disableTotp: DisableTotp,
    private readonly proofs: FactorProofs,
    private readonly readers: Readers,
  ) {}

  @Get()
  show(@Req() request: Request) {
    return this.mfa.show(request, emptyForm());
  }

  @Post('enable')
  async enable(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    const actor = signedInOf(request);
    await this.proofs.demandUnlessFirst(actor);
    return submit(
      codeForm,
      body,
      async ({ code }) =>
        page('identity/new-recovery-codes', newCodesView(await this.enableTotp.execute(actor, code), actor)),
      (refusal) => this.mfa.show(request, refusedForm(refusal, t)),
    );
  }

  @Post('disable')
  @Important('change-second-factor')
  async disable(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      noFields,
      body,
      async () => {
        await this.disableTotp.execute(signedInOf(request));
        return seeOther('/account/mfa', { kind: 'success', key: 'identity.flash.mfa-off' });
      },
      (refusal) => this.mfa.show(request, refusedForm(refusal, t)),
    );
  }
}
