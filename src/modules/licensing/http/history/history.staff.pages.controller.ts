import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { Staff } from '../../../../platform/http/access.js';
import { staffOf } from '../../../../platform/http/actor.params.js';
import { IdParam } from '../../../../platform/http/id.param.js';
import { page } from '../../../../platform/http/pages.js';
import { Readers } from '../../../../platform/http/readers.js';
import type { Request } from '../../../../platform/http/request.js';
import { CheckLicenseHistory } from '../../application/history/check-license-history.js';
import { ShowLicense } from '../../application/show-license.js';
import { historyPageQuery, historyPart } from './history.schemas.js';
import { checkView } from './history.views.js';
import { StaffTimeline } from './staff-timeline.js';

@ApiExcludeController()
@Controller('admin/licenses')
@Staff('staff.licenses')
export class HistoryStaffPagesController {
  constructor(
    private readonly showLicense: ShowLicense,
    private readonly timeline: StaffTimeline,
    private readonly checkHistory: CheckLicenseHistory,
    private readonly readers: Readers,
  ) {}

  @Get(':id/history')
  async show(
    @Req() request: Request,
    @IdParam() id: string,
    @Query({ schema: historyPageQuery }) query: z.output<typeof historyPageQuery>,
  ) {
    const [actor, reader] = [staffOf(request), this.readers.of(request)];
    const license = await this.showLicense.forStaff(id);
    const { items, older } = await this.timeline.of(
      actor,
      id,
      { ...historyPart, before: query.before ?? null },
      reader,
    );
    const check = await this.checkHistory.execute(actor, id);
    const href = `/admin/licenses/${id}`;
    return page('licensing/staff-history', {
      license: { product: license.productName, serialNumber: license.serialNumber },
      href,
      items,
      nextHref: older && `${href}/history?before=${older}`,
      check: checkView(check, reader),
    });
  }
}
