import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { Staff } from '../../../../platform/http/access.js';
import { page, type Refusal, seeOther, submit } from '../../../../platform/http/pages.js';
import { IssueLicenses } from '../../application/console/issue-licenses.js';
import { ListSkus } from '../../application/console/list-skus.js';
import { issueForm } from './console.schemas.js';
import { OrganizationChoices } from './organization-choice.js';

type Values = Readonly<Record<string, unknown>>;

@ApiExcludeController()
@Controller('admin/licenses')
@Staff('staff.licenses')
export class IssueLicensesPagesController {
  constructor(
    private readonly issueLicenses: IssueLicenses,
    private readonly skus: ListSkus,
    private readonly choices: OrganizationChoices,
  ) {}

  @Get('new')
  form(@Query() query: Values) {
    return this.formPage(query, null);
  }

  @Post()
  issue(@Body() body: unknown) {
    return submit(
      issueForm,
      body,
      async ({ organizationId, sku, count, expiresOn, reason }) => {
        const of = { organizationId: organizationId as OrganizationId, sku, count };
        const issued = await this.issueLicenses.execute({ ...of, terms: { reason, expiresAt: expiresOn } });
        const [first] = issued;
        const address =
          issued.length === 1 && first
            ? `/admin/licenses/${first.licenseId}`
            : `/admin/licenses?organizationId=${organizationId}`;
        return seeOther(address, { kind: 'success', key: 'console.flash.issued' });
      },
      (refusal) => this.formPage(refusal.values, refusal),
    );
  }

  private async formPage(values: Values, refusal: Refusal | null) {
    const [choice, skus] = await Promise.all([this.choices.of(values), this.skus.execute()]);
    return page('licensing/staff-issue', {
      choice,
      skus: skus.map(({ sku, name }) => ({ value: sku, label: `${name} (${sku})` })),
      values: { count: 1, ...values },
      errors: refusal?.errors ?? {},
      summary: refusal?.summary ?? [],
      message: refusal?.message ?? null,
    });
  }
}
