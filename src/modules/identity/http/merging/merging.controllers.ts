import { MergeLinkPagesController } from './merge-link.pages.controller.js';
import { MergingApiController } from './merging.api.controller.js';
import { MergingPagesController } from './merging.pages.controller.js';
import { MergingStaffController } from './merging.staff.controller.js';

export const mergingControllers = [
  MergeLinkPagesController,
  MergingApiController,
  MergingPagesController,
  MergingStaffController,
];
