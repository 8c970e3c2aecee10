import { Injectable } from '@nestjs/common';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { type Page, page } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { PrepareTotp } from '../../application/factors/prepare-totp.js';
import { ShowFactors } from '../../application/factors/show-factors.js';
import type { FormView } from '../form-view.js';
import { factorsView, setUpView } from './factors.views.js';

/** The page of the second factors: what is set up, and the authenticator app to scan while there is none. */
@Injectable()
export class MfaPage {
  constructor(
    private readonly factors: ShowFactors,
    private readonly prepare: PrepareTotp,
    private readonly readers: Readers,
  ) {}

  async show(request: Request, form: FormView): Promise<Page> {
    const actor = signedInOf(request);
    const factors = await this.factors.execute(actor);
    const view = factorsView(factors, actor, this.readers.of(request));
    if (factors.authenticatorSince !== null) return page('identity/account-mfa', { ...view, form });
    const setUp = await setUpView(await this.prepare.execute(actor), form);
    return page('identity/account-mfa', { ...view, ...setUp });
  }
}
