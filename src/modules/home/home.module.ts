import { Module } from '@nestjs/common';
import { Licensing } from '../licensing/index.js';
import { Orders } from '../orders/index.js';
import { ShowDashboard } from './application/show-dashboard.js';
import { DashboardPagesController } from './http/dashboard.pages.controller.js';

// The doors of other modules hold no state, so this module has its own.
const doors = [Licensing, Orders];

/** The customers' first page. */
@Module({
  controllers: [DashboardPagesController],
  providers: [ShowDashboard, ...doors],
})
export class HomeModule {}
