import { OfflineApiController } from './offline.api.controller.js';
import { OfflinePagesController } from './offline.pages.controller.js';

export const offlineControllers = [OfflineApiController, OfflinePagesController];
