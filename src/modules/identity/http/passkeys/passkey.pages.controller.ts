import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { AnyoneSignedIn, Important } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ListPasskeys } from '../../application/passkeys/list-passkeys.js';
import { RemovePasskey } from '../../application/passkeys/remove-passkey.js';
import { RenamePasskey } from '../../application/passkeys/rename-passkey.js';
import { noFields } from '../factors/factors.schemas.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { passkeyNameForm } from './passkeys.forms.js';
import { passkeyView } from './passkeys.views.js';

/** One passkey: its name, and its removal. */
@Controller('account/passkeys/:id')
@AnyoneSignedIn()
export class PasskeyPagesController {
  constructor(
    private readonly list: ListPasskeys,
    private readonly renamePasskey: RenamePasskey,
    private readonly removePasskey: RemovePasskey,
    private readonly readers: Readers,
  ) {}

  @Get()
  show(@IdParam() id: string, @Req() request: Request) {
    return this.page(request, id, null);
  }

  @Post()
  async rename(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      passkeyNameForm,
      body,
      async ({ name }) => {
        await this.renamePasskey.execute(signedInOf(request), { id, name });
        return seeOther('/account/passkeys', { kind: 'success', key: 'identity.flash.passkey-renamed' });
      },
      (refusal) => this.page(request, id, refusedForm(refusal, t)),
    );
  }

  @Post('remove')
  @Important('change-second-factor')
  async remove(@IdParam() id: string, @Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      noFields,
      body,
      async () => {
        await this.removePasskey.execute(signedInOf(request), id);
        return seeOther('/account/passkeys', { kind: 'success', key: 'identity.flash.passkey-removed' });
      },
      (refusal) => this.page(request, id, refusedForm(refusal, t)),
    );
  }

  private async page(request: Request, id: string, refused: FormView | null) {
    const entry = await this.list.one(signedInOf(request), id);
    const view = passkeyView(entry, this.readers.of(request));
    return page('identity/passkey', { ...view, form: refused ?? emptyForm({ name: entry.name }) });
  }
}
