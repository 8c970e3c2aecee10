import { IncidentsApiController } from './incidents.api.controller.js';
import { IncidentsPagesController } from './incidents.pages.controller.js';

export const incidentsControllers = [IncidentsApiController, IncidentsPagesController];
