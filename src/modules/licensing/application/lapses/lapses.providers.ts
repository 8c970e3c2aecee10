import { FindLapses } from './find-lapses.js';
import { GivePlacesBack } from './give-places-back.js';
import { LapsePlaces } from './lapse-places.js';

export const lapsesProviders = [FindLapses, LapsePlaces, GivePlacesBack];
