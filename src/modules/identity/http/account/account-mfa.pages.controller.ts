import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { toString as drawQrCode } from 'qrcode';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { DisableTotp } from '../../application/factors/disable-totp.js';
import { EnableTotp } from '../../application/factors/enable-totp.js';
import { PrepareTotp } from '../../application/factors/prepare-totp.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { codeForm } from '../signing-in/sign-in.forms.js';

@Controller('account/mfa')
@AnyoneSignedIn()
export class AccountMfaPagesController {
  constructor(
    private readonly prepare: PrepareTotp,
    private readonly enableTotp: EnableTotp,
    private readonly disableTotp: DisableTotp,
    private readonly readers: Readers,
  ) {}

  @Get()
  show(@Req() request: Request) {
    return this.form(request, emptyForm());
  }

  @Post('enable')
  async enable(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      codeForm,
      body,
      async ({ code }) => {
        const codes = await this.enableTotp.execute(signedInOf(request), code);
        return page('identity/new-recovery-codes', { codes, text: codes.join('\n') });
      },
      (refusal) => this.form(request, refusedForm(refusal, t)),
    );
  }

  @Post('disable')
  async disable(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      codeForm,
      body,
      async ({ code }) => {
        await this.disableTotp.execute(signedInOf(request), code);
        return seeOther('/account', { kind: 'success', key: 'identity.flash.mfa-off' });
      },
      (refusal) => this.form(request, refusedForm(refusal, t)),
    );
  }

  private async form(request: Request, form: FormView) {
    const prepared = await this.prepare.execute(signedInOf(request));
    if (!prepared) return page('identity/mfa-disable', { form });
    const { secret, uri } = prepared;
    return page('identity/mfa-enable', { form, uri, secret, picture: await pictureOf(uri) });
  }
}

/** The QR code as the path of a drawing, a unit per module; the page draws it without any inline image. */
async function pictureOf(uri: string): Promise<{ readonly path: string; readonly box: string }> {
  const svg = await drawQrCode(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  const path = /<path stroke="#000000" d="([^"]+)"/.exec(svg)?.[1] ?? '';
  return { path, box: /viewBox="([^"]+)"/.exec(svg)?.[1] ?? '0 0 1 1' };
}
