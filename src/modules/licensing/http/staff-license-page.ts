import { Injectable } from '@nestjs/common';
import { staffOf } from '../../../platform/http/actor.params.js';
import { type Page, page, type Refusal } from '../../../platform/http/pages.js';
import { type Reader, Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ShowLicenseTerms } from '../application/console/show-license-terms.js';
import { NameOwners } from '../application/name-owners.js';
import { ShowLicense, type ShownLicense } from '../application/show-license.js';
import { termsView } from './console/terms.views.js';
import { StaffTimeline } from './history/staff-timeline.js';
import { licensePageView } from './license-page/license-page.views.js';

/** What staff may do to the status of a license. */
export type StatusVerb = 'suspend' | 'reinstate' | 'revoke';

/** An action that was refused, to be corrected where it was tried. */
export interface RefusedAction {
  readonly verb: StatusVerb;
  readonly refusal: Refusal;
}

/** The console's page of one license, shown again with the reason when an action on it is refused. */
@Injectable()
export class StaffLicensePage {
  constructor(
    private readonly showLicense: ShowLicense,
    private readonly showTerms: ShowLicenseTerms,
    private readonly nameOwners: NameOwners,
    private readonly timeline: StaffTimeline,
    private readonly readers: Readers,
  ) {}

  /** @throws NotFound */
  async show(id: string, request: Request, refused: RefusedAction | null = null): Promise<Page> {
    const [license, terms] = await Promise.all([this.showLicense.forStaff(id), this.showTerms.execute(id)]);
    const owner = (await this.nameOwners.execute([license])).get(license.organizationId);
    const reader = this.readers.of(request);
    const { t } = reader;
    const history = await this.timeline.of(staffOf(request), id, recent, reader);
    return page('licensing/staff-show', {
      license: licensePageView(license, reader),
      terms: termsView(terms, t),
      links: linksOf(license, t),
      actions: actionsOf(license, refused, t),
      reason: license.statusReason,
      owner: {
        name: owner ?? t('licensing.staff.unknownOrganization'),
        href: `/admin/customers/${license.organizationId}`,
      },
      orderHref: license.orderId && `/admin/orders/${license.orderId}`,
      message: refused?.refusal.message ?? null,
      href: `/admin/licenses/${id}`,
      history: history.items,
    });
  }
}

/** What its timeline shows; the rest has a page of its own. */
const recent = { before: null, entries: 200, lines: 8 } as const;

const verbs = [
  { verb: 'suspend', from: ['active', 'expired'], variant: null },
  { verb: 'reinstate', from: ['suspended'], variant: 'primary' },
  { verb: 'revoke', from: ['active', 'suspended', 'expired'], variant: 'danger' },
] as const;

/** Where staff change more than its status. */
function linksOf({ id, status }: ShownLicense, t: Reader['t']) {
  if (status === 'revoked') return [];
  const renewable = status === 'suspended' ? [] : (['renew'] as const);
  return [...renewable, 'extend' as const, 'transfer' as const].map((action) => ({
    href: `/admin/licenses/${id}/${action}`,
    label: t(`console.${action}.title`),
    icon: { renew: 'calendar-plus', extend: 'sliders-horizontal', transfer: 'arrow-right-left' }[action],
  }));
}

/** What staff may do with a license that stands there; the refused action with what was typed. */
function actionsOf({ id, status }: ShownLicense, refused: RefusedAction | null, t: Reader['t']) {
  return verbs
    .filter(({ from }) => from.some((allowed) => allowed === status))
    .map(({ verb, variant }) => ({
      href: `/admin/licenses/${id}/${verb}`,
      label: t(`licensing.actions.${verb}`),
      help: t(`licensing.actions.${verb}Help`),
      idPrefix: `${verb}-`,
      variant,
      value: refused?.verb === verb ? refused.refusal.values.reason : '',
      error: refused?.verb === verb ? refused.refusal.errors.reason : null,
    }));
}
