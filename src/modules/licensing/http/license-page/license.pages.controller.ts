import { Controller, Get, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type CustomerActor, may } from '../../../../kernel/actor.js';
import { SignedIn } from '../../../../platform/http/access.js';
import { Customer } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { offersHandOver } from '../../application/hand-over/offers-hand-over.js';
import { ListLicenseHistory } from '../../application/history/list-license-history.js';
import { PreviewRenewal } from '../../application/renewals/preview-renewal.js';
import { ShowLicense } from '../../application/show-license.js';
import { foldedEntries } from '../history/folded-entries.js';
import { timelineView } from '../history/history.views.js';
import { renewalView } from '../renewals/renewals.views.js';
import { licensePageView } from './license-page.views.js';

/** Entries that the page reads, and lines that it shows of them. */
const recent = 200;
const shown = 8;

@ApiExcludeController()
@Controller('licenses')
@SignedIn('licenses.read')
export class LicensePagesController {
  constructor(
    private readonly showLicense: ShowLicense,
    private readonly listHistory: ListLicenseHistory,
    private readonly previewRenewal: PreviewRenewal,
    private readonly readers: Readers,
  ) {}

  @Get(':id')
  async show(@Customer() actor: CustomerActor, @Req() request: Request, @IdParam() id: string) {
    const license = await this.showLicense.execute(actor, id);
    const [history, preview] = await Promise.all([
      this.listHistory.newest(actor, id, { before: null, limit: recent }),
      this.previewRenewal.execute(actor, id),
    ]);
    const reader = this.readers.of(request);
    return page('licensing/show', {
      license: licensePageView(license, reader),
      href: `/licenses/${id}`,
      orderHref: license.orderId && may(actor, 'orders.read') ? `/orders/${license.orderId}` : null,
      offlineHref: may(actor, 'licenses.manage') ? `/licenses/${id}/offline` : null,
      feedsHref: may(actor, 'licenses.manage') ? `/licenses/${id}/update-feeds` : null,
      handOverHref: offersHandOver(actor, license) ? `/licenses/${id}/hand-over` : null,
      downloadsHref: may(actor, 'downloads.read') ? '/downloads' : null,
      renewal: renewalView(preview, reader),
      history: timelineView(foldedEntries(history, shown), reader),
    });
  }
}
