import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ProvisionalToo } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ProveClaim } from '../../application/claims/prove-claim.js';
import { RequestClaimCode } from '../../application/claims/request-claim-code.js';
import { emptyForm, refusedForm } from '../form-view.js';
import { codeForm } from '../signing-in/sign-in.forms.js';

/** Where a key holder enters the code that went to the contact of the purchase (ruling C2). */
@Controller('claim')
@ProvisionalToo()
export class ClaimPagesController {
  constructor(
    private readonly prove: ProveClaim,
    private readonly requestCode: RequestClaimCode,
    private readonly readers: Readers,
  ) {}

  @Get()
  show(@Req() request: Request) {
    if (!customerOf(request).provisional) return seeOther('/');
    return page('identity/claim', { form: emptyForm() });
  }

  @Post()
  async enter(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      codeForm,
      body,
      async ({ code }) => {
        await this.prove.execute(customerOf(request), code);
        return seeOther('/', { kind: 'success', key: 'identity.flash.claim-proved' });
      },
      (refusal) => page('identity/claim', { form: refusedForm(refusal, t) }),
    );
  }

  @Post('resend')
  async resend(@Req() request: Request) {
    await this.requestCode.execute(customerOf(request));
    return seeOther('/claim', { kind: 'success', key: 'identity.flash.claim-code-sent' });
  }
}
