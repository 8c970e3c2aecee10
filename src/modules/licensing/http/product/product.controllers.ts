import { LeasesApiController } from './leases.api.controller.js';
import { ProductCallers } from './product-callers.js';
import { ProductLimits } from './product-limits.js';
import { UsageApiController } from './usage.api.controller.js';
import { ValidationsApiController } from './validations.api.controller.js';

export const productControllers = [ValidationsApiController, LeasesApiController, UsageApiController];

export const productHttpProviders = [ProductLimits, ProductCallers];
