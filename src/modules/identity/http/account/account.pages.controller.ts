import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { AnyoneSignedIn } from '../../../../platform/http/access.js';
import { signedInOf } from '../../../../platform/http/actor.params.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { I18n } from '../../../../platform/i18n/i18n.js';
import { ShowMe } from '../../application/account/show-me.js';
import { UpdateProfile } from '../../application/account/update-profile.js';
import { ListSessions } from '../../application/sessions/list-sessions.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { profileForm } from './account.forms.js';
import { accountView } from './account.views.js';
import { checkLocale } from './check-locale.js';

@Controller('account')
@AnyoneSignedIn()
export class AccountPagesController {
  constructor(
    private readonly showMe: ShowMe,
    private readonly listSessions: ListSessions,
    private readonly updateProfile: UpdateProfile,
    private readonly readers: Readers,
    private readonly i18n: I18n,
  ) {}

  @Get()
  show(@Req() request: Request) {
    return this.page(request, null);
  }

  @Post('profile')
  async profile(@Body() body: unknown, @Req() request: Request) {
    const { t } = this.readers.of(request);
    return submit(
      profileForm,
      body,
      async (profile) => {
        checkLocale(profile.locale, this.i18n);
        await this.updateProfile.execute(signedInOf(request), profile);
        return seeOther(`/language?to=${profile.locale}&back=/account`, {
          kind: 'success',
          key: 'identity.flash.profile-saved',
        });
      },
      (refusal) => this.page(request, refusedForm(refusal, t)),
    );
  }

  private async page(request: Request, refused: FormView | null) {
    const actor = signedInOf(request);
    const [{ me, account }, sessions] = await Promise.all([
      this.showMe.execute(actor),
      this.listSessions.execute(actor),
    ]);
    const { name, timeZone, phone, company, postalAddress } = me;
    const own = { name, locale: request.locale, timeZone, phone, company, postalAddress };
    const about = {
      me,
      account,
      sessions,
      network: request.ip,
      locales: this.i18n.locales,
      profile: refused ?? emptyForm(own),
    };
    return page('identity/account', accountView(about, this.readers.of(request)));
  }
}
