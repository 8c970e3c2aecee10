import { RunIncident } from './run-incident.js';
import { ShowIncidents } from './show-incidents.js';
import { TellEverybody } from './tell-everybody.js';

export const incidentsProviders = [RunIncident, ShowIncidents, TellEverybody];
