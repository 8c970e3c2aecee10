import { StaffApiController } from './staff.api.controller.js';
import { StaffPagesController } from './staff.pages.controller.js';

export const staffControllers = [StaffApiController, StaffPagesController];
