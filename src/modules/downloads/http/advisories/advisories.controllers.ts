import { AdvisoriesApiController } from './advisories.api.controller.js';
import { AdvisoriesPagesController } from './advisories.pages.controller.js';
import { AdvisoriesStaffApiController } from './advisories.staff.api.controller.js';
import { AdvisoriesStaffPagesController } from './advisories.staff.pages.controller.js';

export const advisoriesControllers = [
  AdvisoriesApiController,
  AdvisoriesPagesController,
  AdvisoriesStaffApiController,
  AdvisoriesStaffPagesController,
];
