import { InstallationMapApiController } from './installation-map.api.controller.js';
import { InstallationMapPagesController } from './installation-map.pages.controller.js';

export const installationsControllers = [InstallationMapApiController, InstallationMapPagesController];
