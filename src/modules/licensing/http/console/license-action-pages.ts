import { Injectable } from '@nestjs/common';
import { type Page, page, type Refusal } from '../../../../platform/http/pages.js';
import { type Reader, Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { formatDay } from '../../../../platform/i18n/format.js';
import { ShowLicenseTerms } from '../../application/console/show-license-terms.js';
import { NameOwners } from '../../application/name-owners.js';
import { ShowLicense, type ShownLicense } from '../../application/show-license.js';
import { OrganizationChoices } from './organization-choice.js';

/** The pages on which staff renew, transfer and extend a license; shown again with the reason when refused. */
@Injectable()
export class LicenseActionPages {
  constructor(
    private readonly showLicense: ShowLicense,
    private readonly showTerms: ShowLicenseTerms,
    private readonly choices: OrganizationChoices,
    private readonly nameOwners: NameOwners,
    private readonly readers: Readers,
  ) {}

  /** @throws NotFound */
  async renew(id: string, request: Request, refusal: Refusal | null = null): Promise<Page> {
    const [license, terms] = await Promise.all([this.showLicense.forStaff(id), this.showTerms.execute(id)]);
    const reader = this.readers.of(request);
    return page('licensing/staff-renew', {
      ...headOf(license),
      ...formOf(refusal),
      renewable: terms.renewed !== null,
      explanation: reader.t(`console.renew.not.${terms.status === 'revoked' ? 'revoked' : 'suspended'}`),
      dates: terms.renewed && renewalRows(terms, terms.renewed, reader),
    });
  }

  /** @throws NotFound */
  async transfer(
    id: string,
    request: Request,
    form: { readonly asked: Readonly<Record<string, unknown>>; readonly refusal: Refusal | null },
  ): Promise<Page> {
    const license = await this.showLicense.forStaff(id);
    const [owners, choice] = await Promise.all([
      this.nameOwners.execute([license]),
      this.choices.of(form.asked),
    ]);
    const { t } = this.readers.of(request);
    const machines = license.installations;
    return page('licensing/staff-transfer', {
      ...headOf(license),
      ...formOf(form.refusal),
      choice,
      owner: owners.get(license.organizationId) ?? t('licensing.staff.unknownOrganization'),
      warning:
        machines === 0
          ? t('console.transfer.noMachines')
          : t('console.transfer.machines', { count: machines }),
      newSerialNumber: form.refusal === null || form.refusal.values.newSerialNumber !== undefined,
      revoked: license.status === 'revoked',
    });
  }

  /** @throws NotFound */
  async extend(id: string, request: Request, refusal: Refusal | null = null): Promise<Page> {
    const [license, terms] = await Promise.all([this.showLicense.forStaff(id), this.showTerms.execute(id)]);
    const { t, locale } = this.readers.of(request);
    const stored = {
      installationLimit: terms.ownInstallationLimit ?? '',
      features: terms.grantedFeatures.join('\n'),
    };
    return page('licensing/staff-extend', {
      ...headOf(license),
      ...formOf(refusal),
      values: refusal?.values ?? stored,
      policy: {
        name: terms.policyName,
        href: `/admin/policies/${terms.policyId}`,
        limit: t('console.extend.limitHelp', {
          limit: new Intl.NumberFormat(locale).format(terms.policyInstallationLimit),
        }),
        features: terms.policyFeatures.join(', '),
      },
      revoked: license.status === 'revoked',
    });
  }
}

const headOf = ({ id, serialNumber, productName }: ShownLicense) => ({
  href: `/admin/licenses/${id}`,
  serialNumber,
  product: productName,
});

const formOf = (refusal: Refusal | null) => ({
  values: refusal?.values ?? {},
  errors: refusal?.errors ?? {},
  summary: refusal?.summary ?? [],
  message: refusal?.message ?? null,
});

interface Ends {
  readonly expiresAt: Date | null;
  readonly maintenanceEndsAt: Date;
}

function renewalRows(now: Ends, then: Ends, { t, locale, timeZone }: Reader) {
  const shown = (at: Date | null): string =>
    at ? formatDay(at, locale, timeZone) : t('licensing.detail.never');
  return [
    {
      label: t('licensing.detail.expiresAt'),
      before: shown(now.expiresAt),
      after: shown(then.expiresAt),
    },
    {
      label: t('console.renew.updates'),
      before: shown(now.maintenanceEndsAt),
      after: shown(then.maintenanceEndsAt),
    },
  ];
}
