import { Controller, Get, Req } from '@nestjs/common';
import { Public } from '../../../platform/http/access.js';
import { page, seeOther } from '../../../platform/http/pages.js';
import { Readers } from '../../../platform/http/readers.js';
import type { Request } from '../../../platform/http/request.js';
import { ShowDashboard } from '../application/show-dashboard.js';
import { dashboardView } from './dashboard.views.js';

@Controller()
export class DashboardPagesController {
  constructor(
    private readonly dashboard: ShowDashboard,
    private readonly readers: Readers,
  ) {}

  @Get()
  @Public()
  async home(@Req() request: Request) {
    const { actor } = request;
    if (actor.kind === 'staff') return seeOther('/admin');
    if (actor.kind !== 'customer') return seeOther('/sign-in');
    // The route is open, so that everybody finds their way from here: it refuses by itself what others refuse by guard.
    if (actor.secondFactorDue) return seeOther('/account/mfa');
    const view = dashboardView(await this.dashboard.execute(actor), actor, this.readers.of(request));
    return page('home/dashboard', view);
  }
}
