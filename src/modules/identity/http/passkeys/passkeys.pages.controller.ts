import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { AddPasskey } from '../../application/passkeys/add-passkey.js';
import { ListPasskeys } from '../../application/passkeys/list-passkeys.js';
import { OfferPasskey } from '../../application/passkeys/offer-passkey.js';
import { newCodesView } from '../factors/factors.views.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { newPasskeyForm } from './passkeys.forms.js';
import { passkeysView } from './passkeys.views.js';

/** The person's passkeys, and the page that adds one. */
@Controller('account/passkeys')
@AnyoneSignedIn()
export class PasskeysPagesController {
  constructor(
    private readonly list: ListPasskeys,
    private readonly offer: OfferPasskey,
    private readonly addPasskey: AddPasskey,
    private readonly readers: Readers,
  ) {}

  @Get()
  async all(@Req() request: Request) {
    const entries = await this.list.execute(signedInOf(request));
    const view = passkeysView(entries, this.readers.of(request));
    return page('identity/passkeys', { ...view, isPossible: this.list.isPossible });
  }

  @Get('new')
  @Important('change-second-factor')
  async fresh(@Req() request: Request) {
    // The list explains why no passkey can be made here.
    if (!this.list.isPossible) return seeOther('/account/passkeys');
    return this.form(request, emptyForm());
  }

  @Post()
  @Important('change-second-factor')
  async add(@Body() body: unknown, @Req() request: Request) {
    const actor = signedInOf(request);
    const { t } = this.readers.of(request);
    return submit(
      newPasskeyForm,
      body,
      async (input) => {
        const { recoveryCodes } = await this.addPasskey.execute(actor, input);
        if (recoveryCodes.length > 0)
          return page('identity/new-recovery-codes', newCodesView(recoveryCodes, actor));
        return seeOther('/account/passkeys', { kind: 'success', key: 'identity.flash.passkey-added' });
      },
      (refusal) => this.form(request, refusedForm(refusal, t)),
    );
  }

  private async form(request: Request, form: FormView) {
    const options = JSON.stringify(await this.offer.execute(signedInOf(request)));
    return page('identity/new-passkey', { form, options });
  }
}
