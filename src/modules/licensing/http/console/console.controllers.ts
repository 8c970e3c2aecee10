import { IssueLicensesPagesController } from './issue-licenses.pages.controller.js';
import { LicenseActionPages } from './license-action-pages.js';
import { LicenseActionsApiController } from './license-actions.api.controller.js';
import { LicenseActionsPagesController } from './license-actions.pages.controller.js';
import { OrganizationChoices } from './organization-choice.js';
import { ProductsApiController } from './products.api.controller.js';
import { ProductsPagesController } from './products.pages.controller.js';

export const consoleControllers = [
  IssueLicensesPagesController,
  LicenseActionsApiController,
  LicenseActionsPagesController,
  ProductsApiController,
  ProductsPagesController,
];

/** What these controllers share. */
export const consolePages = [LicenseActionPages, OrganizationChoices];
