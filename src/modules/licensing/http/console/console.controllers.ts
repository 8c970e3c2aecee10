import { IssueLicensesPagesController } from './issue-licenses.pages.controller.js';
import { LicenseActionPages } from './license-action-pages.js';
import { LicenseActionsApiController } from './license-actions.api.controller.js';
import { LicenseActionsPagesController } from './license-actions.pages.controller.js';
import { OrganizationChoices } from './organization-choice.js';

export const consoleControllers = [
  IssueLicensesPagesController,
  LicenseActionsApiController,
  LicenseActionsPagesController,
];

/** What these controllers share. */
export const consolePages = [LicenseActionPages, OrganizationChoices];
