import { MapInstallations } from './map-installations.js';
import { SurveyInstallations } from './survey-installations.js';

export const installationsProviders = [MapInstallations, SurveyInstallations];
