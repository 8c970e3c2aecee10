import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { SignedIn } from '../../../../platform/http/access.js';
import { customerOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page, seeOther, submit } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { AddDomain } from '../../application/organizations/add-domain.js';
import { CheckDomain } from '../../application/organizations/check-domain.js';
import { ListDomains } from '../../application/organizations/list-domains.js';
import { RemoveDomain } from '../../application/organizations/remove-domain.js';
import { emptyForm, type FormView, refusedForm } from '../form-view.js';
import { newDomain } from './domains.schemas.js';
import { domainsView } from './domains.views.js';
import { managing } from './managing.js';

const path = '/organization/domains';

@Controller('organization/domains')
@SignedIn('organization.manage')
export class DomainsPagesController {
  constructor(
    private readonly domains: ListDomains,
    private readonly add: AddDomain,
    private readonly check: CheckDomain,
    private readonly remove: RemoveDomain,
    private readonly readers: Readers,
  ) {}

  @Get()
  list(@Req() request: Request) {
    return this.page(request, emptyForm());
  }

  @Post()
  create(@Body() body: unknown, @Req() request: Request) {
    return submit(
      newDomain,
      body,
      async ({ domain }) => {
        await this.add.execute(managing(customerOf(request)), domain);
        return seeOther(path, { kind: 'info', key: 'organization.flash.domainAdded' });
      },
      (refusal) => this.page(request, refusedForm(refusal, this.readers.of(request).t)),
    );
  }

  @Post(':id/check')
  async look(@IdParam() id: string, @Req() request: Request) {
    const actor = customerOf(request);
    await this.check.execute(managing(actor), id);
    const { verifiedAt } = await this.domains.one(actor.organizationId, id);
    return verifiedAt
      ? seeOther(path, { kind: 'success', key: 'organization.flash.domainVerified' })
      : seeOther(path, { kind: 'info', key: 'organization.flash.domainChecked' });
  }

  @Post(':id/remove')
  async drop(@IdParam() id: string, @Req() request: Request) {
    await this.remove.execute(managing(customerOf(request)), id);
    return seeOther(path, { kind: 'success', key: 'organization.flash.domainRemoved' });
  }

  private async page(request: Request, form: FormView) {
    const actor = customerOf(request);
    const domains = await this.domains.of(actor.organizationId);
    return page('identity/domains', domainsView({ domains, form, actor }, this.readers.of(request)));
  }
}
