import { ProductCallers } from './product-callers.js';
import { ProductLimits } from './product-limits.js';
import { ValidationsApiController } from './validations.api.controller.js';

export const productControllers = [ValidationsApiController];

export const productHttpProviders = [ProductLimits, ProductCallers];
