import { BundlesApiController } from './bundles.api.controller.js';
import { BundlesPagesController } from './bundles.pages.controller.js';

export const bundlesControllers = [BundlesApiController, BundlesPagesController];
