import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { type Page, page, type Refusal } from '../../../platform/http/pages.js';
import type { Request } from '../../../platform/http/request.js';
import { I18n } from '../../../platform/i18n/i18n.js';
import { NameOwners } from '../application/name-owners.js';
import { ShowLicense } from '../application/show-license.js';
import { licenseView, type Reader } from './licenses.views.js';

/** The console's page of one license, shown again with the reason when an action on it is refused. */
@Injectable()
export class StaffLicensePage {
  constructor(
    private readonly showLicense: ShowLicense,
    private readonly nameOwners: NameOwners,
    private readonly i18n: I18n,
    private readonly clock: Clock,
  ) {}

  reader({ timeZone }: StaffActor, { locale }: Request): Reader {
    return { locale, timeZone, now: this.clock.now(), t: this.i18n.translator(locale) };
  }

  /** @throws NotFound */
  async show(id: string, actor: StaffActor, request: Request, refusal: Refusal | null = null): Promise<Page> {
    const license = await this.showLicense.forStaff(id);
    const owner = (await this.nameOwners.execute([license])).get(license.organizationId);
    const reader = this.reader(actor, request);
    const { t } = reader;
    return page('licensing/staff-show', {
      license: licenseView(license, reader),
      actions: actionsOf(license.status, `/admin/licenses/${id}`, t),
      reason: license.statusReason,
      owner: {
        name: owner ?? t('licensing.staff.unknownOrganization'),
        href: `/admin/customers/${license.organizationId}`,
      },
      orderHref: license.orderId && `/admin/orders/${license.orderId}`,
      form: refusal,
    });
  }
}

/** What staff may do with a license that stands there. */
function actionsOf(status: string, base: string, t: Reader['t']) {
  const all = [
    { verb: 'suspend', from: ['active', 'expired'], variant: 'primary' },
    { verb: 'reinstate', from: ['suspended'], variant: 'primary' },
    { verb: 'revoke', from: ['active', 'suspended', 'expired'], variant: 'danger' },
  ];
  return all
    .filter(({ from }) => from.includes(status))
    .map(({ verb, variant }) => ({
      href: `${base}/${verb}`,
      label: t(`licensing.actions.${verb}`),
      help: t(`licensing.actions.${verb}Help`),
      idPrefix: `${verb}-`,
      variant,
    }));
}
