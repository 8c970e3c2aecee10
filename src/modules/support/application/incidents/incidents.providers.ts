import { RunIncident } from './run-incident.js';
import { ShowIncidents } from './show-incidents.js';
import { ShowStatus } from './show-status.js';
import { TellEverybody } from './tell-everybody.js';

export const incidentsProviders = [RunIncident, ShowIncidents, ShowStatus, TellEverybody];
