import { Module } from '@nestjs/common';
import { Licensing } from '../licensing/index.js';
import { Orders } from '../orders/index.js';
import { Operations } from './application/operations.js';
import { ShowCustomer } from './application/show-customer.js';
import { ShowOverview } from './application/show-overview.js';
import { AdminApiController } from './http/admin.api.controller.js';
import { CustomersPagesController } from './http/customers.pages.controller.js';
import { OperationsPagesController } from './http/operations.pages.controller.js';
import { OverviewPagesController } from './http/overview.pages.controller.js';

// The doors of other modules hold no state, so this module has its own.
const doors = [Licensing, Orders];

/** The console's shell: overview, customers, operations. */
@Module({
  controllers: [
    OverviewPagesController,
    CustomersPagesController,
    OperationsPagesController,
    AdminApiController,
  ],
  providers: [ShowOverview, ShowCustomer, Operations, ...doors],
})
export class AdminModule {}
