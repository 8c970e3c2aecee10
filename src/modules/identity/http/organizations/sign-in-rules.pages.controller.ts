import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { ChangeSignInRules } from '../../application/organizations/change-sign-in-rules.js';
import { ShowSignInRules } from '../../application/organizations/show-sign-in-rules.js';
import { memberRoles } from '../../application/organizations/words.js';
import { type FormView, refusedForm } from '../form-view.js';
import { signInRulesView } from './domains.views.js';
import { managing } from './managing.js';
import { signInRulesForm } from './organization.forms.js';

@Controller('organization/sign-in')
@SignedIn('organization.manage')
export class SignInRulesPagesController {
  constructor(
    private readonly rules: ShowSignInRules,
    private readonly change: ChangeSignInRules,
    private readonly readers: Readers,
    private readonly config: Config,
  ) {}

  @Get()
  show(@Req() request: Request) {
    return this.page(request, null);
  }

  @Post()
  set(@Body() body: unknown, @Req() request: Request) {
    return submit(
      signInRulesForm,
      body,
      async ({ slug, ...rest }) => {
        const ticked: Readonly<Record<string, unknown>> = rest;
        const secondFactorRoles = memberRoles.filter((role) => ticked[role] === 'true');
        await this.change.execute(managing(customerOf(request)), { secondFactorRoles, slug });
        return seeOther('/organization/sign-in', { kind: 'success', key: 'organization.flash.changed' });
      },
      (refusal) => this.page(request, refusedForm(refusal, this.readers.of(request).t)),
    );
  }

  private async page(request: Request, form: FormView | null) {
    const actor = customerOf(request);
    const rules = await this.rules.execute(actor.organizationId);
    const about = { form, actor, publicUrl: this.config.publicUrl };
    return page('identity/sign-in-rules', signInRulesView(rules, about, this.readers.of(request)));
  }
}
