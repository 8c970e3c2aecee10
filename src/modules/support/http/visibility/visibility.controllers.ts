import { SharingApiController } from './sharing.api.controller.js';
import { SharingPagesController } from './sharing.pages.controller.js';
import { VisibilityApiController } from './visibility.api.controller.js';
import { VisibilityPagesController } from './visibility.pages.controller.js';

export const visibilityControllers = [
  VisibilityApiController,
  VisibilityPagesController,
  SharingApiController,
  SharingPagesController,
];
